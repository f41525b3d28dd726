package io.verdict.transformer.op;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.imports.converters.ImportClassMapping;

/** Makes the vocabulary known to SameDiff, which copies and loads ops by name. */
public final class TransformerOps {
    private TransformerOps() {}

    /** Registers every op. Calling it again does no harm. */
    public static void register() {
        Map<String, DifferentialFunction> known = ImportClassMapping.getOpNameMapping();
        synchronized (known) {
            for (TransformerOp op : all()) {
                known.putIfAbsent(op.opName(), op);
            }
        }
    }

    /** One blank instance of every op. */
    static List<TransformerOp> all() {
        return List.of(
                new EmbeddingsOp(),
                new EmbeddingGradientOp(),
                new LayerNormOp(),
                new LayerNormGradientOp(),
                new LinearOp(),
                new PointwiseGradientOp(),
                new LinearGradientOp(),
                new AttentionOp(),
                new AttentionGradientOp(),
                new EncoderLayerOp(),
                new PoolOp(),
                new PoolGradientOp(),
                new DropoutOp(),
                new CrossEntropyOp(),
                new CrossEntropyGradientOp(),
                new BinaryCrossEntropyOp(),
                new BinaryCrossEntropyGradientOp());
    }
}
