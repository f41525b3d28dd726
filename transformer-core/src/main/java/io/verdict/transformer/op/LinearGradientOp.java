package io.verdict.transformer.op;

import io.verdict.transformer.kernel.Kernels;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradients of a linear map: of the weight, the bias and, where somebody reads it, {@code x}. */
public final class LinearGradientOp extends TransformerOp {
    public LinearGradientOp() {}

    /**
     * @param x {@code [n, in]}
     * @param weight {@code [out, in]}
     * @param outputGradient {@code [n, out]}
     */
    public LinearGradientOp(SameDiff graph, SDVariable x, SDVariable weight, SDVariable outputGradient) {
        super(graph, x, weight, outputGradient);
    }

    @Override
    public String opName() {
        return "verdict_linear_gradient";
    }

    @Override
    public int getNumOutputs() {
        return 3;
    }

    @Override
    public int neededOutputs() {
        return 2;
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputShapes) {
        return List.of(inputShapes.get(1), new long[] {inputShapes.get(1)[0]}, inputShapes.get(0));
    }

    @Override
    public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
        kernels.linearGradient(
                inputs.get(0),
                inputs.get(1),
                inputs.get(2),
                outputs.size() > 2 ? outputs.get(2) : null,
                outputs.get(0),
                outputs.get(1));
    }
}
