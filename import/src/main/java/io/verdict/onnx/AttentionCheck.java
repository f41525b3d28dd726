package io.verdict.onnx;

import io.verdict.onnx.ElementType.Kind;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what the nodes around an attention's two products do, by running them: numbers that say where they come
 * from go into the split and the joining of heads, and constant scores go through the mask.
 *
 * <p>In the comments, {@code b, s} are a token's place in the batch, {@code h, d} a head and a place in it.
 */
final class AttentionCheck {
    /** Scores this far below the others have no weight in float32, whatever the scores: exp(-1000) is 0. */
    private static final double MASKED = -1000;

    /** A float16 file's rounding of 1/sqrt(headSize) is within 5e-4 of it, a wrong scale is off by a factor. */
    private static final double SCALE_TOLERANCE = 2e-3;

    /** The six stretches of nodes. */
    record Parts(Cone query, Cone key, Cone value, Cone mask, Cone probabilities, Cone joined) {}

    sealed interface Result {}

    /**
     * It is self-attention.
     *
     * @param mask the graph input that masks the keys; empty if nothing does
     */
    record Fit(long heads, String mask) implements Result {}

    /** It is not. */
    record Misfit(String reason) implements Result {}

    private final Parts parts;
    private final Graph graph;
    private final Probe probe;

    private AttentionCheck(Parts parts, Graph graph, Probe probe) {
        this.parts = parts;
        this.graph = graph;
        this.probe = probe;
    }

    static Result run(Parts parts, Graph graph, Probe probe) {
        return new AttentionCheck(parts, graph, probe).run();
    }

    private Result run() {
        Optional<ProbeValue> query = probe.find(parts.query().source());
        Optional<ProbeValue> scores = probe.find(parts.mask().source());
        Optional<ProbeValue> context = probe.find(parts.joined().source());
        long batch = probe.batch();
        long length = probe.length();
        if (query.isEmpty() || scores.isEmpty() || context.isEmpty()) {
            return new Misfit("the shapes of its parts cannot be found out");
        }
        long hidden = query.get().dimension(-1);
        long heads = scores.get().size() / (batch * length * length);
        boolean shapes = query.get().hasShape(batch, length, hidden)
                && probe.hasShape(parts.key().source(), batch, length, hidden)
                && probe.hasShape(parts.value().source(), batch, length, hidden)
                && heads > 0
                && hidden % heads == 0
                && scores.get().size() == batch * heads * length * length
                && context.get().size() == batch * length * hidden;
        if (!shapes) {
            return new Misfit("its queries, keys, values and scores do not have the shapes of self-attention");
        }
        long size = hidden / heads;
        // The place in [b, s, h * size + d] of the number at place i of [b, h, s, d], and of [b, h, d, s].
        IntUnaryOperator split = i -> Math.toIntExact(
                ((i / (heads * length * size) * length + i / size % length) * heads + i / (length * size) % heads)
                                * size
                        + i % size);
        IntUnaryOperator splitTurned = i -> Math.toIntExact(
                ((i / (heads * length * size) * length + i % length) * heads + i / (length * size) % heads) * size
                        + i / length % size);
        double queryScale = factor(parts.query(), query.get(), split);
        double keyScale = factor(parts.key(), query.get(), splitTurned);
        double valueScale = factor(parts.value(), query.get(), split);
        if (Double.isNaN(queryScale) || Double.isNaN(keyScale) || valueScale != 1) {
            return new Misfit("it does not split its rows into " + heads + " heads as BERT does");
        }
        // Joining is the way back: the number at place i of [b, s, h * size + d] comes from [b, h, s, d].
        IntUnaryOperator joined = i -> Math.toIntExact(
                ((i / (length * hidden) * heads + i / size % heads) * length + i / hidden % length) * size + i % size);
        if (factor(parts.joined(), context.get(), joined) != 1) {
            return new Misfit("it does not join its heads into rows as BERT does");
        }
        if (!keepsProbabilities(scores.get())) {
            return new Misfit("its probabilities are changed before they weight the values");
        }
        return mask(scores.get(), queryScale * keyScale, heads, size);
    }

    /** The factor by which a cone that only moves and scales multiplies; NaN if it does anything else. */
    private double factor(Cone cone, ProbeValue source, IntUnaryOperator origin) {
        ProbeValue places = ProbeValue.known(Kind.REAL, source.shape(), i -> i + 1);
        ProbeValue moved = probe.replay(cone, places).orElse(null);
        if (moved == null || moved.size() != source.size()) {
            return Double.NaN;
        }
        double factor = moved.at(0) / (origin.applyAsInt(0) + 1);
        for (int i = 0; i < moved.size(); i++) {
            double expected = factor * (origin.applyAsInt(i) + 1);
            if (!(Math.abs(moved.at(i) - expected) <= 1e-9 * Math.abs(expected))) {
                return Double.NaN;
            }
        }
        return factor;
    }

    private boolean keepsProbabilities(ProbeValue scores) {
        Random random = new Random(7);
        ProbeValue drawn = ProbeValue.known(Kind.REAL, scores.shape(), i -> random.nextDouble());
        return probe.replay(parts.probabilities(), drawn).filter(drawn::sameAs).isPresent();
    }

    private Result mask(ProbeValue scores, double productScale, long heads, long size) {
        ProbeValue zeros = ProbeValue.known(Kind.REAL, scores.shape(), i -> 0);
        ProbeValue ones = ProbeValue.known(Kind.REAL, scores.shape(), i -> 1);
        ProbeValue bias = probe.replay(parts.mask(), zeros).orElse(null);
        ProbeValue moved = probe.replay(parts.mask(), ones).orElse(null);
        if (bias == null || moved == null || bias.size() != scores.size() || moved.size() != scores.size()) {
            return new Misfit("its mask cannot be computed from the inputs");
        }
        long batch = probe.batch();
        long length = probe.length();
        double[] kept = new double[Math.toIntExact(batch * length)];
        double expected = 1 / Math.sqrt((double) size);
        for (int i = 0; i < scores.size(); i++) {
            int key = Math.toIntExact(i / (heads * length * length) * length + i % length);
            boolean masked = bias.at(i) <= MASKED && moved.at(i) <= MASKED;
            boolean firstQueryAndHead = i / length % (heads * length) == 0;
            if (firstQueryAndHead) {
                kept[key] = masked ? 0 : 1;
            } else if (kept[key] != (masked ? 0 : 1)) {
                return new Misfit("its mask is not the same for every query and head");
            }
            if (!masked && bias.at(i) != 0) {
                return new Misfit("it adds " + bias.at(i) + " to scores that are not masked");
            }
            double scale = productScale * moved.at(i);
            if (!masked && !(Math.abs(scale - expected) <= SCALE_TOLERANCE * expected)) {
                return new Misfit("its scores are scaled by " + scale + ", not by 1/sqrt(" + size + ")");
            }
        }
        String input = maskInput(kept);
        return input == null ? new Misfit("its mask is none of the graph's inputs") : new Fit(heads, input);
    }

    /** The input that holds this mask; empty if all is kept; null if there is none. */
    private @Nullable String maskInput(double[] kept) {
        ProbeValue mask = ProbeValue.known(Kind.BOOLEAN, new long[] {probe.batch(), probe.length()}, i -> kept[i]);
        ProbeValue all = ProbeValue.known(Kind.BOOLEAN, mask.shape(), i -> 1);
        if (mask.sameAs(all)) {
            return "";
        }
        return graph.inputs().stream()
                .map(Graph.Input::name)
                .filter(name -> probe.find(name)
                        .filter(input -> input.as(Kind.BOOLEAN).sameAs(mask))
                        .isPresent())
                .findFirst()
                .orElse(null);
    }
}
