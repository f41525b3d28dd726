package io.verdict.onnx;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The nodes that compute {@code end} from {@code source} and from values whose numbers are known.
 *
 * @param source the one value of unknown numbers that the nodes read
 * @param nodes in topological order; none if {@code end} is {@code source}
 * @param end the value they compute
 */
record Cone(String source, List<Node> nodes, String end) {
    /** No pattern of an encoder is longer; a hostile graph must not make the search quadratic. */
    private static final int MAX_NODES = 64;

    Cone {
        nodes = List.copyOf(nodes);
    }

    /**
     * Walks backwards from a value through nodes of the given operators.
     *
     * @param operators ONNX operators to walk through
     * @return empty if the walk ends at more than one value, or does not end soon
     */
    static Optional<Cone> behind(Graph graph, Probe probe, String end, Set<String> operators) {
        Set<Node> nodes = new HashSet<>();
        Set<String> sources = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.push(end);
        while (!open.isEmpty()) {
            String value = open.pop();
            Node node = graph.producer(value);
            if (node == null || !node.domain().isEmpty() || !operators.contains(node.operatorName())) {
                sources.add(value);
            } else if (nodes.add(node)) {
                node.inputs().stream()
                        .filter(input -> !input.isEmpty() && !probe.knows(input))
                        .forEach(open::push);
            }
            if (nodes.size() > MAX_NODES || sources.size() > 1) {
                return Optional.empty();
            }
        }
        if (sources.size() != 1) {
            return Optional.empty();
        }
        List<Node> ordered =
                nodes.stream().sorted(Comparator.comparingInt(Node::order)).toList();
        return Optional.of(new Cone(sources.iterator().next(), ordered, end));
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }
}
