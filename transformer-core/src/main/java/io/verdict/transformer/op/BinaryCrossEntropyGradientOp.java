package io.verdict.transformer.op;

import io.verdict.transformer.kernel.Kernels;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of {@link BinaryCrossEntropyOp} with respect to the logits. */
public final class BinaryCrossEntropyGradientOp extends TransformerOp {
    public BinaryCrossEntropyGradientOp() {}

    /** The inputs and settings of the forward op, and the gradient of its loss, one value. */
    public BinaryCrossEntropyGradientOp(
            SameDiff graph, SDVariable logits, SDVariable targets, SDVariable lossGradient) {
        super(graph, logits, targets, lossGradient);
    }

    @Override
    public String opName() {
        return "verdict_binary_cross_entropy_gradient";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputShapes) {
        return List.of(inputShapes.get(0));
    }

    @Override
    public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
        kernels.binaryCrossEntropyGradient(inputs.get(0), inputs.get(1), outputs.get(0));
        outputs.get(0).muli(inputs.get(2).getFloat(0));
    }
}
