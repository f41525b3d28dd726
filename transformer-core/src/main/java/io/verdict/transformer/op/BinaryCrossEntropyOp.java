package io.verdict.transformer.op;

import io.verdict.transformer.kernel.Kernels;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Binary cross-entropy of the logits' sigmoids, {@code [1]}. */
public final class BinaryCrossEntropyOp extends TransformerOp {
    public BinaryCrossEntropyOp() {}

    /**
     * @param logits {@code [s, classes]}
     * @param targets {@code [s, labels]} in [0, 1], without a gradient
     */
    public BinaryCrossEntropyOp(SameDiff graph, SDVariable logits, SDVariable targets) {
        super(graph, logits, targets);
    }

    @Override
    public String opName() {
        return "verdict_binary_cross_entropy";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputShapes) {
        return List.of(new long[] {1});
    }

    @Override
    public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
        kernels.binaryCrossEntropy(inputs.get(0), inputs.get(1), outputs.get(0));
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> outputGradients) {
        return List.of(
                new BinaryCrossEntropyGradientOp(sameDiff, arg(0), arg(1), outputGradients.get(0)).outputVariable());
    }
}
