package io.verdict.transformer.op;

import io.verdict.transformer.kernel.Kernels;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code layerNorm(dropout(x) + residual) * gamma + beta}, {@code [n, h]}; the residual and the dropout are optional. */
public final class LayerNormOp extends TransformerOp {
    public LayerNormOp() {}

    /**
     * @param x {@code [n, h]}
     * @param gamma {@code [h]}; {@code beta} likewise
     * @param residual {@code [n, h]}, or null
     * @param dropoutState the dropout state, or null for no dropout
     * @param dropoutId the dropout's number in its graph
     */
    public LayerNormOp(
            SameDiff graph,
            SDVariable x,
            SDVariable gamma,
            SDVariable beta,
            @Nullable SDVariable residual,
            @Nullable SDVariable dropoutState,
            long dropoutId,
            double dropoutRate,
            double epsilon) {
        super(graph, present(x, gamma, beta, residual, dropoutState));
        addIArgument(residual == null ? 0 : 1, dropoutId);
        addTArgument(epsilon, dropoutState == null ? 0 : dropoutRate);
    }

    @Override
    public String opName() {
        return "verdict_layer_norm";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputShapes) {
        return List.of(inputShapes.get(0));
    }

    @Override
    public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
        kernels.layerNorm(
                inputs.get(0),
                hasResidual() ? inputs.get(3) : null,
                draw(1, getTArgument(1), inputs),
                inputs.get(1),
                inputs.get(2),
                getTArgument(0),
                outputs.get(0));
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> outputGradients) {
        SDVariable residual = hasResidual() ? arg(3) : null;
        SDVariable dropoutState = getTArgument(1) > 0 ? arg(hasResidual() ? 4 : 3) : null;
        SDVariable[] gradients = new LayerNormGradientOp(
                        sameDiff,
                        arg(0),
                        arg(1),
                        outputGradients.get(0),
                        residual,
                        dropoutState,
                        getIArgument(1),
                        getTArgument(1),
                        getTArgument(0))
                .outputVariables();
        if (residual == null) {
            return List.of(gradients[3], gradients[1], gradients[2]);
        }
        return List.of(gradients[3], gradients[1], gradients[2], gradients[0]);
    }

    private boolean hasResidual() {
        return getIArgument(0) == 1;
    }
}
