package io.verdict.transformer.op;

import io.verdict.transformer.kernel.Kernels;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Softmax cross-entropy of the logits, {@code [1]}. */
public final class CrossEntropyOp extends TransformerOp {
    public CrossEntropyOp() {}

    /**
     * @param logits {@code [s, classes]}
     * @param targets int {@code [s]}
     * @param classWeights {@code [classes]}, without a gradient
     */
    public CrossEntropyOp(
            SameDiff graph, SDVariable logits, SDVariable targets, SDVariable classWeights, double labelSmoothing) {
        super(graph, logits, targets, classWeights);
        addTArgument(labelSmoothing);
    }

    @Override
    public String opName() {
        return "verdict_cross_entropy";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputShapes) {
        return List.of(new long[] {1});
    }

    @Override
    public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
        kernels.crossEntropy(inputs.get(0), inputs.get(1), inputs.get(2), getTArgument(0), outputs.get(0));
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> outputGradients) {
        return List.of(
                new CrossEntropyGradientOp(sameDiff, arg(0), arg(1), arg(2), outputGradients.get(0), getTArgument(0))
                        .outputVariable());
    }
}
