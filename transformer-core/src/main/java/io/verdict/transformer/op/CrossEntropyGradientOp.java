package io.verdict.transformer.op;

import io.verdict.transformer.kernel.Kernels;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of {@link CrossEntropyOp} with respect to the logits. */
public final class CrossEntropyGradientOp extends TransformerOp {
    public CrossEntropyGradientOp() {}

    /** The inputs and settings of the forward op, and the gradient of its loss, one value. */
    public CrossEntropyGradientOp(
            SameDiff graph,
            SDVariable logits,
            SDVariable targets,
            SDVariable classWeights,
            SDVariable lossGradient,
            double labelSmoothing) {
        super(graph, logits, targets, classWeights, lossGradient);
        addTArgument(labelSmoothing);
    }

    @Override
    public String opName() {
        return "verdict_cross_entropy_gradient";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputShapes) {
        return List.of(inputShapes.get(0));
    }

    @Override
    public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
        kernels.crossEntropyGradient(inputs.get(0), inputs.get(1), inputs.get(2), getTArgument(0), outputs.get(0));
        outputs.get(0).muli(inputs.get(3).getFloat(0));
    }
}
