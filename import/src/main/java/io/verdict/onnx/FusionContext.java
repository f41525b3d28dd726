package io.verdict.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/** The graph that fusions rewrite, what probes of it showed, and what was fused and declined so far. */
final class FusionContext {
    private final Graph graph;
    private final List<Probe> probes;
    private final Map<String, Integer> fused = new LinkedHashMap<>();
    private final List<String> declined = new ArrayList<>();

    /**
     * @param probes runs on batches of different sizes; a check holds if it holds for each
     */
    FusionContext(Graph graph, List<Probe> probes) {
        this.graph = graph;
        this.probes = List.copyOf(probes);
    }

    Graph graph() {
        return graph;
    }

    List<Probe> probes() {
        return probes;
    }

    /** How often each fusion was made. */
    Map<String, Integer> fused() {
        return fused;
    }

    /** What looked like a pattern and was none, with the node and the reason. */
    List<String> declined() {
        return declined;
    }

    /** Tries a fusion at every node. */
    void apply(Fusion fusion) {
        for (Node node : graph.nodes()) {
            if (!graph.contains(node)) {
                continue;
            }
            Fusion.Outcome outcome = fusion.tryAt(node, this);
            if (outcome instanceof Fusion.Fused) {
                fused.merge(fusion.name(), 1, Integer::sum);
            } else if (outcome instanceof Fusion.Declined reason) {
                declined.add("no " + fusion.name() + " at node " + node + ": " + reason.reason());
            }
        }
        graph.dropUnused();
    }

    /** The nodes between a value and its source; see {@link Cone#behind}. */
    Optional<Cone> cone(String end, java.util.Set<String> operators) {
        return Cone.behind(graph, probes.get(0), end, operators);
    }

    /** The number of a known value that is one number, the same whatever the batch. */
    OptionalDouble number(String value) {
        OptionalDouble number = OptionalDouble.empty();
        for (Probe probe : probes) {
            Optional<ProbeValue> found = probe.find(value).filter(ProbeValue::isKnown);
            if (found.isEmpty() || found.get().size() != 1) {
                return OptionalDouble.empty();
            }
            double here = found.get().single();
            if (number.isPresent() && number.getAsDouble() != here) {
                return OptionalDouble.empty();
            }
            number = OptionalDouble.of(here);
        }
        return number;
    }

    /** The known integers of a value, the same whatever the batch. */
    Optional<List<Long>> integers(String value) {
        Optional<List<Long>> integers = Optional.empty();
        for (Probe probe : probes) {
            Optional<List<Long>> here = probe.find(value)
                    .filter(ProbeValue::isKnown)
                    .map(known -> LongStream.of(known.asLongs()).boxed().toList());
            if (here.isEmpty() || (integers.isPresent() && !integers.equals(here))) {
                return Optional.empty();
            }
            integers = here;
        }
        return integers;
    }

    /** The axes of a node, given as an attribute or as its second input. */
    Optional<List<Long>> axes(Node node) {
        Optional<List<Long>> attribute = node.wholes("axes");
        return attribute.isPresent() ? attribute : node.input(1).flatMap(this::integers);
    }

    /** The rank of a value, or -1. */
    int rank(String value) {
        return probes.get(0).find(value).map(ProbeValue::rank).orElse(-1);
    }

    /** The last dimension of a value, or -1. */
    long width(String value) {
        return probes.get(0)
                .find(value)
                .filter(found -> found.rank() > 0)
                .map(found -> found.dimension(-1))
                .orElse(-1L);
    }

    /** The constant of that name as a vector, if all its other dimensions are 1. */
    Optional<Constant> vector(String value) {
        return graph.constant(value)
                .filter(constant -> constant.type().real()
                        && constant.rank() > 0
                        && constant.shape().get(constant.rank() - 1) == constant.size())
                .map(constant -> constant.reshaped(List.of(constant.size())));
    }
}
