package io.verdict.onnx;

import io.verdict.onnx.ElementType.Kind;
import io.verdict.transformer.Activation;
import io.verdict.transformer.Pooling;
import java.util.List;
import java.util.Optional;

/** Finds the pooler and a linear classification head after the last layer. */
final class HeadReader {
    private final FusionContext context;
    private final Graph graph;

    HeadReader(FusionContext context) {
        this.context = context;
        this.graph = context.graph();
    }

    /**
     * @param pooler the pooler's linear layer
     * @param pooled the pooler's output; empty if there is no pooler
     * @param classifier the head's linear layer
     * @param pooling what the head reads; {@link Pooling#POOLER} if there is no head
     */
    record Heads(Optional<Node> pooler, String pooled, Optional<Node> classifier, Pooling pooling) {}

    /** @param mask the graph input that masks the keys of attention; empty if none does */
    Heads read(String lastHidden, String mask) {
        MeanPooling mean = new MeanPooling(context, lastHidden, mask);
        Optional<Node> onMean = Optional.empty();
        Optional<Node> pooler = Optional.empty();
        String pooled = "";
        Optional<Node> direct = Optional.empty();
        for (Node linear : graph.nodes()) {
            if (!linear.isFused(LinearFusion.OPERATOR)) {
                continue;
            }
            if (!readsFirstRow(linear, lastHidden)) {
                if (isOutput(linear) && mean.isMean(linear.inputs().get(0))) {
                    onMean = Optional.of(linear);
                }
                continue;
            }
            Optional<Node> tanh = graph.consumers(linear.output()).stream()
                    .filter(node -> node.isFused(ActivationFusion.OPERATOR)
                            && node.text("function", "").equals(Activation.TANH.name()))
                    .findFirst();
            if (tanh.isPresent()) {
                pooler = Optional.of(linear);
                pooled = tanh.get().output();
            } else if (isOutput(linear)) {
                direct = Optional.of(linear);
            }
        }
        Optional<Node> classifier = pooled.isEmpty() ? Optional.empty() : classifier(pooled);
        if (classifier.isEmpty() && direct.isPresent()) {
            return new Heads(pooler, pooled, direct, Pooling.CLS);
        }
        return classifier.isEmpty() && onMean.isPresent()
                ? new Heads(pooler, pooled, onMean, Pooling.MEAN)
                : new Heads(pooler, pooled, classifier, Pooling.POOLER);
    }

    /** The one linear layer on the pooled row. */
    private Optional<Node> classifier(String pooled) {
        List<Node> linears = graph.consumers(pooled).stream()
                .filter(node -> node.isFused(LinearFusion.OPERATOR))
                .toList();
        return linears.size() == 1 ? Optional.of(linears.get(0)) : Optional.empty();
    }

    private boolean isOutput(Node linear) {
        return graph.outputs().containsValue(linear.output());
    }

    private boolean readsFirstRow(Node linear, String lastHidden) {
        return isFirstRow(linear.inputs().get(0), lastHidden, context);
    }

    /** Whether a value is the first token's row of each text. */
    static boolean isFirstRow(String value, String lastHidden, FusionContext context) {
        Optional<Cone> cone = context.cone(value, ProbeOps.MOVEMENT);
        return cone.isPresent()
                && !cone.get().isEmpty()
                && cone.get().source().equals(lastHidden)
                && context.probes().stream().allMatch(probe -> takesFirstRow(cone.get(), probe));
    }

    private static boolean takesFirstRow(Cone cone, Probe probe) {
        ProbeValue hidden = probe.find(cone.source()).orElseThrow();
        int width = Math.toIntExact(hidden.dimension(-1));
        int row = Math.toIntExact(probe.length() * width);
        return probe.replay(cone, ProbeValue.known(Kind.REAL, hidden.shape(), i -> i))
                .filter(first -> first.hasShape(probe.batch(), width)
                        && first.sameAs(
                                ProbeValue.known(Kind.REAL, first.shape(), i -> (long) (i / width) * row + i % width)))
                .isPresent();
    }
}
