package io.verdict.transformer.op;

import io.verdict.transformer.kernel.Kernels;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The sum of word, position and token type embeddings, {@code [n, h]}. */
public final class EmbeddingsOp extends TransformerOp {
    public EmbeddingsOp() {}

    /**
     * @param word {@code [vocabulary, h]}; {@code position} and {@code type} likewise
     * @param tokenIds int {@code [n]}; {@code positionIds} and {@code typeIds} likewise
     */
    public EmbeddingsOp(
            SameDiff graph,
            SDVariable word,
            SDVariable position,
            SDVariable type,
            SDVariable tokenIds,
            SDVariable positionIds,
            SDVariable typeIds) {
        super(graph, word, position, type, tokenIds, positionIds, typeIds);
    }

    @Override
    public String opName() {
        return "verdict_embeddings";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputShapes) {
        return List.of(new long[] {inputShapes.get(3)[0], inputShapes.get(0)[1]});
    }

    @Override
    public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
        kernels.embeddings(
                inputs.get(3),
                inputs.get(4),
                inputs.get(5),
                inputs.get(0),
                inputs.get(1),
                inputs.get(2),
                outputs.get(0));
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> outputGradients) {
        SDVariable gradient = outputGradients.get(0);
        return List.of(
                new EmbeddingGradientOp(sameDiff, arg(0), gradient, arg(3)).outputVariable(),
                new EmbeddingGradientOp(sameDiff, arg(1), gradient, arg(4)).outputVariable(),
                new EmbeddingGradientOp(sameDiff, arg(2), gradient, arg(5)).outputVariable());
    }
}
