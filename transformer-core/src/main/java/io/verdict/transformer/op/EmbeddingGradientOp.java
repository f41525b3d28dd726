package io.verdict.transformer.op;

import io.verdict.transformer.kernel.Kernels;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of an embedding table: repeated ids add up. */
public final class EmbeddingGradientOp extends TransformerOp {
    public EmbeddingGradientOp() {}

    /**
     * @param table {@code [rows, h]}, for its shape
     * @param gradient {@code [n, h]}
     * @param ids int {@code [n]}
     */
    public EmbeddingGradientOp(SameDiff graph, SDVariable table, SDVariable gradient, SDVariable ids) {
        super(graph, table, gradient, ids);
    }

    @Override
    public String opName() {
        return "verdict_embedding_gradient";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputShapes) {
        return List.of(inputShapes.get(0));
    }

    @Override
    public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
        kernels.embeddingGradient(inputs.get(2), inputs.get(1), outputs.get(0));
    }
}
