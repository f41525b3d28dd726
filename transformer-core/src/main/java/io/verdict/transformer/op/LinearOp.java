package io.verdict.transformer.op;

import io.verdict.transformer.kernel.Kernels;
import io.verdict.transformer.kernel.Pointwise;
import java.util.Collections;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code f(x * weight^T + bias)}, {@code [n, out]}; with an activation, its argument is a second output for the gradient. */
public final class LinearOp extends TransformerOp {
    public LinearOp() {}

    /**
     * @param x {@code [n, in]}
     * @param weight {@code [out, in]}
     * @param bias {@code [out]}
     */
    public LinearOp(SameDiff graph, SDVariable x, SDVariable weight, SDVariable bias, Pointwise function) {
        super(graph, x, weight, bias);
        addIArgument(function.id());
    }

    @Override
    public String opName() {
        return "verdict_linear";
    }

    @Override
    public int getNumOutputs() {
        return numIArguments() == 0 || function() == Pointwise.NONE ? 1 : 2;
    }

    @Override
    public int neededOutputs() {
        return 1;
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputShapes) {
        return Collections.nCopies(
                getNumOutputs(), new long[] {inputShapes.get(0)[0], inputShapes.get(1)[0]});
    }

    @Override
    public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
        kernels.linear(
                inputs.get(0),
                inputs.get(1),
                inputs.get(2),
                function(),
                outputs.get(0),
                outputs.size() > 1 ? outputs.get(1) : null);
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> outputGradients) {
        SDVariable gradient = outputGradients.get(0);
        if (function() != Pointwise.NONE) {
            gradient = new PointwiseGradientOp(sameDiff, outputVariables()[1], gradient, function()).outputVariable();
        }
        SDVariable[] gradients = new LinearGradientOp(sameDiff, arg(0), arg(1), gradient).outputVariables();
        return List.of(gradients[2], gradients[0], gradients[1]);
    }

    private Pointwise function() {
        return Pointwise.fromId(getIArgument(0).intValue());
    }
}
