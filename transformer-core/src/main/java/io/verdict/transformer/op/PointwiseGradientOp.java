package io.verdict.transformer.op;

import io.verdict.transformer.kernel.Kernels;
import io.verdict.transformer.kernel.Pointwise;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of an activation with respect to its argument. */
public final class PointwiseGradientOp extends TransformerOp {
    public PointwiseGradientOp() {}

    /**
     * @param preActivation the activation's argument, of any shape
     * @param outputGradient the gradient of its value, of the same shape
     */
    public PointwiseGradientOp(
            SameDiff graph, SDVariable preActivation, SDVariable outputGradient, Pointwise function) {
        super(graph, preActivation, outputGradient);
        addIArgument(function.id());
    }

    @Override
    public String opName() {
        return "verdict_pointwise_gradient";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputShapes) {
        return List.of(inputShapes.get(0));
    }

    @Override
    public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
        kernels.pointwiseGradient(
                Pointwise.fromId(getIArgument(0).intValue()), inputs.get(0), inputs.get(1), outputs.get(0));
    }
}
