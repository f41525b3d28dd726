package io.verdict.onnx;

import io.verdict.transformer.VerdictException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX graph that passes and fusions rewrite. Every value has one name and one origin: an input, a constant or the
 * output of a node; there is no cycle ({@link GraphReader} checks both). Values keep their names over rewriting.
 *
 * <p>Not safe for concurrent use.
 */
final class Graph {
    /**
     * An input that is no constant.
     *
     * @param type empty if the element type is none that holds numbers
     * @param shape one entry a dimension: its size, or -1 where it varies
     */
    record Input(String name, Optional<ElementType> type, List<Long> shape) {
        Input {
            shape = List.copyOf(shape);
        }
    }

    private final String file;
    private final long opset;
    private final List<Input> inputs;
    private final Map<String, String> outputs = new LinkedHashMap<>();
    private final Map<String, Constant> constants;
    private final Set<Node> nodes = new LinkedHashSet<>();
    private final Map<String, Node> producers = new HashMap<>();
    private final Map<String, Set<Node>> consumers = new HashMap<>();

    /**
     * @param file what messages call the file
     * @param opset the version of ONNX's own operator set
     */
    Graph(
            String file,
            long opset,
            List<Input> inputs,
            List<String> outputs,
            Map<String, Constant> constants,
            List<Node> nodes) {
        this.file = file;
        this.opset = opset;
        this.inputs = List.copyOf(inputs);
        this.constants = new LinkedHashMap<>(constants);
        outputs.forEach(output -> this.outputs.put(output, output));
        nodes.forEach(this::add);
    }

    /** A graph of the same nodes that can be rewritten apart from this one. */
    Graph copy() {
        Graph copy = new Graph(file, opset, inputs, List.of(), constants, nodes());
        copy.outputs.putAll(outputs);
        return copy;
    }

    String file() {
        return file;
    }

    long opset() {
        return opset;
    }

    List<Input> inputs() {
        return inputs;
    }

    /** The graph's outputs in order: name in the file to the value it is now. */
    Map<String, String> outputs() {
        return outputs;
    }

    /** The constants by name. */
    Map<String, Constant> constants() {
        return constants;
    }

    Optional<Constant> constant(String value) {
        return Optional.ofNullable(constants.get(value));
    }

    /** A snapshot of the nodes in topological order. */
    List<Node> nodes() {
        return nodes.stream().sorted(Comparator.comparingInt(Node::order)).toList();
    }

    /** The node a value comes out of; null for inputs and constants. */
    @Nullable
    Node producer(String value) {
        return producers.get(value);
    }

    /** The nodes that read a value, in topological order. */
    List<Node> consumers(String value) {
        return consumers.getOrDefault(value, Set.of()).stream()
                .sorted(Comparator.comparingInt(Node::order))
                .toList();
    }

    /** Whether exactly one node reads the value and it is no output of the graph. */
    boolean usedOnce(String value) {
        return consumers.getOrDefault(value, Set.of()).size() == 1 && !outputs.containsValue(value);
    }

    boolean contains(Node node) {
        return nodes.contains(node);
    }

    void add(Node node) {
        nodes.add(node);
        for (String output : node.outputs()) {
            if (!output.isEmpty()) {
                producers.put(output, node);
            }
        }
        for (String input : node.inputs()) {
            consumers.computeIfAbsent(input, unused -> new LinkedHashSet<>()).add(node);
        }
    }

    void remove(Node node) {
        nodes.remove(node);
        node.outputs().forEach(output -> producers.remove(output, node));
        node.inputs()
                .forEach(input -> consumers.getOrDefault(input, new HashSet<>()).remove(node));
    }

    /** Puts {@code replacement} in the place of the node that computed its output. */
    void replaceProducer(Node replacement) {
        Node old = producers.get(replacement.output());
        if (old != null) {
            remove(old);
        }
        add(replacement);
    }

    /** Makes every reader of {@code old}, and the graph's outputs, read {@code replacement}. */
    void replaceUses(String old, String replacement) {
        for (Node reader : consumers(old)) {
            remove(reader);
            add(reader.withInputs(reader.inputs().stream()
                    .map(input -> input.equals(old) ? replacement : input)
                    .toList()));
        }
        outputs.replaceAll((name, value) -> value.equals(old) ? replacement : value);
    }

    /** Turns a node's only output into a constant. */
    void fold(Node node, Constant value) {
        remove(node);
        constants.put(node.output(), value);
    }

    /** Removes the nodes that no output needs. */
    void dropUnused() {
        Set<Node> needed = behind(outputs.values());
        for (Node node : List.copyOf(nodes)) {
            if (!needed.contains(node)) {
                remove(node);
            }
        }
    }

    /** The nodes that these values are computed by. */
    private Set<Node> behind(Iterable<String> values) {
        return between(Set.of(), values);
    }

    /** The nodes that these values are computed by, up to and without those that compute {@code begin}. */
    Set<Node> between(Set<String> begin, Iterable<String> values) {
        Set<Node> found = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        values.forEach(open::push);
        while (!open.isEmpty()) {
            String value = open.pop();
            Node node = begin.contains(value) ? null : producers.get(value);
            if (node != null && found.add(node)) {
                node.inputs().forEach(open::push);
            }
        }
        return found;
    }

    /** The nodes' operators with their counts, most frequent first. */
    Map<String, Integer> histogram() {
        Map<String, Integer> counts = new HashMap<>();
        nodes.forEach(node -> counts.merge(node.operator(), 1, Integer::sum));
        Map<String, Integer> sorted = new LinkedHashMap<>();
        List<Map.Entry<String, Integer>> entries = new ArrayList<>(counts.entrySet());
        entries.sort(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        entries.forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /** An error in this file. */
    VerdictException error(String message) {
        return new VerdictException(file + ": " + message);
    }
}
