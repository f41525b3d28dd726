package io.verdict.transformer.op;

import io.verdict.transformer.kernel.Kernels;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One row a sequence, {@code [s, h]}: its first, or the mean of its rows. */
public final class PoolOp extends TransformerOp {
    public PoolOp() {}

    /**
     * @param x {@code [n, h]}
     * @param sequenceOffsets int {@code [s + 1]}
     */
    public PoolOp(SameDiff graph, SDVariable x, SDVariable sequenceOffsets, boolean mean) {
        super(graph, x, sequenceOffsets);
        addIArgument(mean ? 1 : 0);
    }

    @Override
    public String opName() {
        return "verdict_pool";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputShapes) {
        return List.of(new long[] {inputShapes.get(1)[0] - 1, inputShapes.get(0)[1]});
    }

    @Override
    public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
        kernels.pool(inputs.get(0), inputs.get(1), getIArgument(0) == 1, outputs.get(0));
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> outputGradients) {
        return List.of(new PoolGradientOp(sameDiff, arg(0), outputGradients.get(0), arg(1), getIArgument(0) == 1)
                .outputVariable());
    }
}
