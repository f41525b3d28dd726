package io.verdict.onnx;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Multi-head self-attention (Vaswani et al., arXiv:1706.03762) between the linear layers around it:
 *
 * <pre>
 * softmax(q k^T / sqrt(headSize) + mask) v
 * </pre>
 *
 * <p>Exporters write the split into heads, the scale and the mask in many ways. {@link AttentionCheck} finds out what
 * they do by running them on numbers that tell.
 *
 * <p>Makes {@code SelfAttention(query, key, value)} with the attributes {@code heads} and {@code mask}, the graph input
 * that says which tokens are there (empty if all of them are).
 */
final class AttentionFusion implements Fusion {
    static final String OPERATOR = "SelfAttention";

    private static final Set<String> SCALED_MOVEMENT = scaledMovement();

    @Override
    public String name() {
        return "self-attention";
    }

    private static Set<String> scaledMovement() {
        Set<String> operators = new TreeSet<>(ProbeOps.MOVEMENT);
        operators.addAll(Set.of("Mul", "Div"));
        return Set.copyOf(operators);
    }

    @Override
    public Outcome tryAt(Node last, FusionContext context) {
        Graph graph = context.graph();
        boolean feedsLinear = graph.consumers(last.output()).stream()
                .anyMatch(node -> node.isFused(LinearFusion.OPERATOR)
                        && node.inputs().get(0).equals(last.output()));
        if (!feedsLinear) {
            return Outcome.NOT_HERE;
        }
        Optional<Cone> joined = context.cone(last.output(), ProbeOps.MOVEMENT);
        Node weighted = joined.isEmpty() ? null : graph.producer(joined.get().source());
        if (weighted == null || !weighted.is("MatMul")) {
            return Outcome.NOT_HERE;
        }
        Optional<Cone> probabilities = context.cone(weighted.inputs().get(0), ProbeOps.ELEMENTWISE);
        Node softmax = probabilities.isEmpty()
                ? null
                : graph.producer(probabilities.get().source());
        if (softmax == null || !softmax.is("Softmax")) {
            return Outcome.declined("what is multiplied with the values is no softmax");
        }
        int rank = context.rank(softmax.output());
        long axis = softmax.whole("axis", graph.opset() < 13 ? 1 : -1);
        if (axis != -1 && axis != rank - 1) {
            return Outcome.declined("its softmax is over axis " + axis + " of " + rank + ", not the last");
        }
        Optional<Cone> masked = context.cone(softmax.inputs().get(0), ProbeOps.ELEMENTWISE);
        Node scores = masked.isEmpty() ? null : graph.producer(masked.get().source());
        if (scores == null || !scores.is("MatMul")) {
            return Outcome.declined("its softmax is not over a product of queries and keys");
        }
        Optional<Cone> query = linear(scores.inputs().get(0), context);
        Optional<Cone> key = linear(scores.inputs().get(1), context);
        Optional<Cone> value = linear(weighted.inputs().get(1), context);
        if (query.isEmpty() || key.isEmpty() || value.isEmpty()) {
            return Outcome.declined("its queries, keys or values do not come straight from a linear layer");
        }
        AttentionCheck.Parts parts = new AttentionCheck.Parts(
                query.get(), key.get(), value.get(), masked.get(), probabilities.get(), joined.get());
        AttentionCheck.Result first = null;
        for (Probe probe : context.probes()) {
            AttentionCheck.Result result = AttentionCheck.run(parts, graph, probe);
            if (result instanceof AttentionCheck.Misfit misfit) {
                return Outcome.declined(misfit.reason());
            }
            if (first != null && !first.equals(result)) {
                return Outcome.declined("its heads or its mask depend on the batch");
            }
            first = result;
        }
        if (!(first instanceof AttentionCheck.Fit fit)) {
            throw new IllegalStateException("No probe");
        }
        graph.replaceProducer(new Node(
                Node.FUSED,
                OPERATOR,
                last.name(),
                List.of(query.get().source(), key.get().source(), value.get().source()),
                List.of(last.output()),
                Map.of("heads", new Attribute.Whole(fit.heads()), "mask", new Attribute.Text(fit.mask())),
                last.order()));
        return Outcome.FUSED;
    }

    private static Optional<Cone> linear(String value, FusionContext context) {
        return context.cone(value, SCALED_MOVEMENT).filter(cone -> {
            Node source = context.graph().producer(cone.source());
            return source != null && source.isFused(LinearFusion.OPERATOR);
        });
    }
}
