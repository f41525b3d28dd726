package io.verdict.transformer.op;

import io.verdict.transformer.kernel.Kernels;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradients of {@link LayerNormOp}: of the residual, gamma, beta and {@code x}. */
public final class LayerNormGradientOp extends TransformerOp {
    public LayerNormGradientOp() {}

    /** The inputs and settings of the forward op, and its output's gradient. */
    public LayerNormGradientOp(
            SameDiff graph,
            SDVariable x,
            SDVariable gamma,
            SDVariable outputGradient,
            @Nullable SDVariable residual,
            @Nullable SDVariable dropoutState,
            long dropoutId,
            double dropoutRate,
            double epsilon) {
        super(graph, present(x, gamma, outputGradient, residual, dropoutState));
        addIArgument(residual == null ? 0 : 1, dropoutId);
        addTArgument(epsilon, dropoutRate);
    }

    @Override
    public String opName() {
        return "verdict_layer_norm_gradient";
    }

    @Override
    public int getNumOutputs() {
        return 4;
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputShapes) {
        long[] rows = inputShapes.get(0);
        long[] width = inputShapes.get(1);
        return List.of(rows, width, width, rows);
    }

    @Override
    public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
        kernels.layerNormGradient(
                inputs.get(0),
                getIArgument(0) == 1 ? inputs.get(3) : null,
                draw(1, getTArgument(1), inputs),
                inputs.get(1),
                getTArgument(0),
                inputs.get(2),
                outputs.get(0),
                outputs.get(3),
                outputs.get(1),
                outputs.get(2));
    }
}
