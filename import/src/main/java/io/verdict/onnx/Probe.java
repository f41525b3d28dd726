package io.verdict.onnx;

import io.verdict.onnx.ElementType.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A graph tried out on one small batch: what is computed from shapes, masks and indices is known in numbers, what
 * goes through the model's parameters by its shape only.
 *
 * <p>This is how the import is independent of the many ways in which exporters write shape arithmetic, masks and
 * positions: it does not look at how they are computed, but at what comes out, for batches of different sizes.
 */
final class Probe {
    /** The most elements over all known values: 64 MB. */
    private static final long MAX_TOTAL = 1 << 23;

    /** The most elements ever computed; a large model with fixed sizes needs a tenth of it. Beyond, nothing is known. */
    private static final long MAX_WORK = 1L << 31;

    /** How often an input is drawn again that came out like another one. */
    private static final int DRAWS = 100;

    private final Map<String, ProbeValue> values = new HashMap<>();
    private final long batch;
    private final long length;
    private long total;
    private long work;

    private Probe(long batch, long length) {
        this.batch = batch;
        this.length = length;
    }

    /**
     * Runs the graph. Each input that holds integers gets zeros and ones, drawn by {@code seed}: valid as token ids,
     * as types and as a mask, and different for every input. A row begins with one, and ends with zero if it can.
     *
     * @param batch rows, where the graph does not fix them
     * @param length tokens a row, where the graph does not fix them
     */
    static Probe run(Graph graph, long batch, long length, long seed) {
        Probe probe = new Probe(fixed(graph, 0, batch), fixed(graph, 1, length));
        Random random = new Random(seed);
        List<ProbeValue> drawn = new ArrayList<>();
        for (Graph.Input input : graph.inputs()) {
            probe.sample(input, random, drawn).ifPresent(value -> {
                drawn.add(value);
                probe.values.put(input.name(), value);
            });
        }
        graph.constants().forEach((name, constant) -> probe.keep(name, value(constant)));
        for (Node node : graph.nodes()) {
            probe.run(node, probe::find).forEach(probe::keep);
        }
        return probe;
    }

    private void keep(String name, ProbeValue value) {
        boolean known = value.isKnown() && total + value.size() <= MAX_TOTAL;
        total += known ? value.size() : 0;
        values.put(name, known ? value : ProbeValue.unknown(value.kind(), value.shape()));
    }

    /** Parameters are known by their shape only; scalars, vectors and integers by their numbers. */
    private static ProbeValue value(Constant constant) {
        boolean parameter = constant.type().real() && constant.rank() > 1 && constant.size() > 1;
        boolean large = constant.size() > MAX_TOTAL / 8;
        long[] shape = constant.shape().stream().mapToLong(Long::longValue).toArray();
        return parameter || large ? ProbeValue.unknown(constant.type().kind(), shape) : ProbeValue.of(constant);
    }

    private static long fixed(Graph graph, int axis, long otherwise) {
        for (Graph.Input input : graph.inputs()) {
            if (input.shape().size() == 2 && input.shape().get(axis) > 0) {
                if (input.shape().get(axis) > 1 << 16) {
                    throw graph.error("its input \"" + input.name() + "\" has the shape " + input.shape()
                            + ", which no batch of texts has");
                }
                return input.shape().get(axis);
            }
        }
        return otherwise;
    }

    private Optional<ProbeValue> sample(Graph.Input input, Random random, List<ProbeValue> others) {
        boolean integers = input.type().map(type -> type.kind() != Kind.REAL).orElse(false);
        if (input.shape().size() != 2 || !integers) {
            return Optional.empty();
        }
        Kind kind = input.type().orElseThrow().kind();
        ProbeValue value = draw(kind, random);
        for (int i = 0; i < DRAWS && others.stream().anyMatch(value::sameAs); i++) {
            value = draw(kind, random);
        }
        return Optional.of(value);
    }

    private ProbeValue draw(Kind kind, Random random) {
        return ProbeValue.known(kind, new long[] {batch, length}, i -> {
            long place = i % length;
            int drawn = random.nextInt(2);
            return place == 0 ? 1 : place == length - 1 ? 0 : drawn;
        });
    }

    /** Rows of the batch. */
    long batch() {
        return batch;
    }

    /** Tokens in each row. */
    long length() {
        return length;
    }

    /** What is known of a value; empty if nothing. */
    Optional<ProbeValue> find(String value) {
        return Optional.ofNullable(values.get(value));
    }

    /** Whether the value's numbers are known, that is, do not depend on parameters. */
    boolean knows(String value) {
        ProbeValue found = values.get(value);
        return found != null && found.isKnown();
    }

    /** Whether the value's shape is known and is this one. */
    boolean hasShape(String value, long... shape) {
        ProbeValue found = values.get(value);
        return found != null && found.hasShape(shape);
    }

    /**
     * What comes out of a cone when other numbers go in.
     *
     * @return empty if the cone cannot be computed with that value
     */
    Optional<ProbeValue> replay(Cone cone, ProbeValue source) {
        Map<String, ProbeValue> changed = new HashMap<>();
        changed.put(cone.source(), source);
        for (Node node : cone.nodes()) {
            changed.putAll(run(node, name -> {
                ProbeValue value = changed.get(name);
                return value != null ? Optional.of(value) : find(name);
            }));
        }
        return Optional.ofNullable(changed.get(cone.end())).filter(ProbeValue::isKnown);
    }

    /** What a graph computes from these inputs, its parameters included; unknown values are left out. */
    static Map<String, ProbeValue> evaluate(Graph graph, Map<String, ProbeValue> inputs) {
        Probe probe = new Probe(0, 0);
        probe.values.putAll(inputs);
        graph.constants().forEach((name, constant) -> probe.values.put(name, ProbeValue.of(constant)));
        for (Node node : graph.nodes()) {
            probe.values.putAll(probe.run(node, probe::find));
        }
        probe.values.values().removeIf(value -> !value.isKnown());
        return probe.values;
    }

    private Map<String, ProbeValue> run(Node node, Function<String, Optional<ProbeValue>> environment) {
        ProbeOps.@Nullable Op op = node.domain().isEmpty() ? ProbeOps.find(node.operatorName()) : null;
        if (op == null || work > MAX_WORK) {
            return Map.of();
        }
        List<Optional<ProbeValue>> arguments = new ArrayList<>();
        for (String input : node.inputs()) {
            arguments.add(input.isEmpty() ? Optional.empty() : environment.apply(input));
        }
        try {
            List<ProbeValue> results = op.apply(node, new Arguments(arguments));
            Map<String, ProbeValue> named = new HashMap<>();
            for (int i = 0; i < Math.min(results.size(), node.outputs().size()); i++) {
                named.put(node.outputs().get(i), results.get(i));
                work += results.get(i).isKnown() ? results.get(i).size() : 1;
            }
            return named;
        } catch (RuntimeException malformed) {
            // A malformed node, or one whose arguments are not known, can fail in any way. Its result stays unknown,
            // and whoever needs it says so with the node's name.
            return Map.of();
        }
    }
}
