package io.verdict.transformer.op;

import io.verdict.transformer.kernel.Kernels;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradients of {@link AttentionOp}: of the query, the key and the value. */
public final class AttentionGradientOp extends TransformerOp {
    public AttentionGradientOp() {}

    /** The inputs and settings of the forward op, and its output's gradient. */
    public AttentionGradientOp(
            SameDiff graph,
            SDVariable query,
            SDVariable key,
            SDVariable value,
            SDVariable outputGradient,
            SDVariable sequenceOffsets,
            int heads,
            @Nullable SDVariable dropoutState,
            long dropoutId,
            double dropoutRate) {
        super(graph, present(query, key, value, outputGradient, sequenceOffsets, dropoutState));
        addIArgument(heads, dropoutId);
        addTArgument(dropoutRate);
    }

    @Override
    public String opName() {
        return "verdict_attention_gradient";
    }

    @Override
    public int getNumOutputs() {
        return 3;
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputShapes) {
        return List.of(inputShapes.get(0), inputShapes.get(1), inputShapes.get(2));
    }

    @Override
    public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
        kernels.attentionGradient(
                inputs.get(0),
                inputs.get(1),
                inputs.get(2),
                inputs.get(4),
                getIArgument(0).intValue(),
                draw(1, getTArgument(0), inputs),
                inputs.get(3),
                outputs.get(0),
                outputs.get(1),
                outputs.get(2));
    }
}
