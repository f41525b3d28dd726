package io.verdict.transformer.op;

import io.verdict.transformer.kernel.Kernels;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Self-attention inside each sequence, of the query's shape. */
public final class AttentionOp extends TransformerOp {
    public AttentionOp() {}

    /**
     * @param query {@code [n, h]}, the heads side by side, or {@code [s, h]}: the one query of each sequence
     * @param key {@code [n, h]}; {@code value} likewise
     * @param sequenceOffsets int {@code [s + 1]}
     * @param dropoutState the dropout state, or null for no dropout
     */
    public AttentionOp(
            SameDiff graph,
            SDVariable query,
            SDVariable key,
            SDVariable value,
            SDVariable sequenceOffsets,
            int heads,
            @Nullable SDVariable dropoutState,
            long dropoutId,
            double dropoutRate) {
        super(graph, present(query, key, value, sequenceOffsets, dropoutState));
        addIArgument(heads, dropoutId);
        addTArgument(dropoutState == null ? 0 : dropoutRate);
    }

    @Override
    public String opName() {
        return "verdict_attention";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputShapes) {
        return List.of(inputShapes.get(0));
    }

    @Override
    public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
        kernels.attention(
                inputs.get(0),
                inputs.get(1),
                inputs.get(2),
                inputs.get(3),
                getIArgument(0).intValue(),
                draw(1, getTArgument(0), inputs),
                outputs.get(0));
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> outputGradients) {
        return List.of(new AttentionGradientOp(
                        sameDiff,
                        arg(0),
                        arg(1),
                        arg(2),
                        outputGradients.get(0),
                        arg(3),
                        getIArgument(0).intValue(),
                        getTArgument(0) > 0 ? arg(4) : null,
                        getIArgument(1),
                        getTArgument(0))
                .outputVariables());
    }
}
