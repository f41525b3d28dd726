package io.verdict.transformer.op;

import io.verdict.transformer.kernel.Kernels;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Dropout of a matrix; its gradient is the same map of the gradient. */
public final class DropoutOp extends TransformerOp {
    public DropoutOp() {}

    /**
     * @param x {@code [rows, columns]}
     * @param dropoutState the dropout state
     */
    public DropoutOp(SameDiff graph, SDVariable x, SDVariable dropoutState, long dropoutId, double rate) {
        super(graph, x, dropoutState);
        addIArgument(dropoutId);
        addTArgument(rate);
    }

    @Override
    public String opName() {
        return "verdict_dropout";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputShapes) {
        return List.of(inputShapes.get(0));
    }

    @Override
    public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
        kernels.dropout(inputs.get(0), draw(0, getTArgument(0), inputs), outputs.get(0));
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> outputGradients) {
        return List.of(new DropoutOp(sameDiff, outputGradients.get(0), arg(1), getIArgument(0), getTArgument(0))
                .outputVariable());
    }
}
