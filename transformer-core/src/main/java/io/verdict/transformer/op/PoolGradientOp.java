package io.verdict.transformer.op;

import io.verdict.transformer.kernel.Kernels;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of {@link PoolOp}. */
public final class PoolGradientOp extends TransformerOp {
    public PoolGradientOp() {}

    /**
     * @param x {@code [n, h]}, for its shape
     * @param outputGradient {@code [s, h]}
     * @param sequenceOffsets int {@code [s + 1]}
     */
    public PoolGradientOp(
            SameDiff graph, SDVariable x, SDVariable outputGradient, SDVariable sequenceOffsets, boolean mean) {
        super(graph, x, outputGradient, sequenceOffsets);
        addIArgument(mean ? 1 : 0);
    }

    @Override
    public String opName() {
        return "verdict_pool_gradient";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputShapes) {
        return List.of(inputShapes.get(0));
    }

    @Override
    public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
        kernels.poolGradient(inputs.get(1), inputs.get(2), getIArgument(0) == 1, outputs.get(0));
    }
}
