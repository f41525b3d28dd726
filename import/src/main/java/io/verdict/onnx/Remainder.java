package io.verdict.onnx;

import io.verdict.onnx.EncoderPlan.ValueRole;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a graph computes besides the encoder and its head, as a graph of its own.
 *
 * @param graph its inputs are values of the encoder and inputs of the whole graph; values have names of its own
 * @param tensors the constants it uses, as the file names them
 * @param inputs what each of its inputs is
 * @param ranks the number of dimensions of its values, where known
 * @param hidden the encoder's width
 * @param classes the head's outputs; 0 if there is no head
 */
record Remainder(
        Graph graph,
        Set<String> tensors,
        Map<String, Tail.Input> inputs,
        Map<String, Integer> ranks,
        int hidden,
        int classes) {
    private static final Map<ValueRole, Tail.Input> VALUES = Map.of(
            ValueRole.LAST_HIDDEN_STATE, Tail.Input.LAST_HIDDEN_STATE,
            ValueRole.POOLER_OUTPUT, Tail.Input.POOLER_OUTPUT,
            ValueRole.LOGITS, Tail.Input.LOGITS);

    Remainder {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        tensors = Set.copyOf(tensors);
        ranks = Map.copyOf(ranks);
    }

    /**
     * Cuts off what the plan does not cover.
     *
     * @param whole the graph before the fusions
     * @return empty if the plan covers every output
     * @throws io.verdict.transformer.VerdictException if what is left looks like a piece of an encoder, or reads what
     *     an encoder does not give
     */
    static Optional<Remainder> of(Graph whole, EncoderPlan plan, FusionContext context) {
        Map<String, String> outputs = new LinkedHashMap<>(whole.outputs());
        outputs.values().removeIf(plan.values()::containsKey);
        if (outputs.isEmpty()) {
            return Optional.empty();
        }
        Set<String> firstRows = firstRows(whole, plan, context);
        Set<String> begin = new HashSet<>(plan.values().keySet());
        begin.addAll(firstRows);
        Set<Node> nodes = whole.between(begin, outputs.values());
        Map<String, Tail.Input> inputs = new LinkedHashMap<>();
        Map<String, Constant> constants = new LinkedHashMap<>();
        List<Node> ordered = whole.nodes().stream().filter(nodes::contains).toList();
        for (Node node : ordered) {
            check(whole, node, context);
            for (String input : node.inputs()) {
                whole.constant(input).ifPresent(constant -> constants.put(input, constant));
                if (firstRows.contains(input)) {
                    inputs.put(input, Tail.Input.FIRST_ROW);
                } else {
                    input(whole, plan, node, input).ifPresent(kind -> inputs.put(input, kind));
                }
            }
        }
        Map<String, Integer> ranks = new HashMap<>();
        ordered.forEach(node -> ranks.put(node.output(), context.rank(node.output())));
        int classes = plan.head().map(EncoderPlan.Head::classes).orElse(0);
        return Optional.of(new Renaming()
                .remainder(
                        whole,
                        outputs,
                        ordered,
                        constants,
                        inputs,
                        ranks,
                        plan.config().hiddenSize(),
                        classes));
    }

    /** Gives values plain names: samediff-import-onnx takes a colon for the beginning of an output's number. */
    private static final class Renaming {
        private final Map<String, String> names = new HashMap<>();

        private String of(String value) {
            return value.isEmpty() ? "" : names.computeIfAbsent(value, unused -> "value" + names.size());
        }

        private <T> Map<String, T> keys(Map<String, T> map) {
            Map<String, T> renamed = new LinkedHashMap<>();
            map.forEach((name, value) -> renamed.put(of(name), value));
            return renamed;
        }

        private Node node(Node node) {
            return new Node(
                    node.domain(),
                    node.operatorName(),
                    node.name().isEmpty() ? node.output() : node.name(),
                    node.inputs().stream().map(this::of).toList(),
                    node.outputs().stream().map(this::of).toList(),
                    node.attributes(),
                    node.order());
        }

        private Remainder remainder(
                Graph whole,
                Map<String, String> outputs,
                List<Node> nodes,
                Map<String, Constant> constants,
                Map<String, Tail.Input> inputs,
                Map<String, Integer> ranks,
                int hidden,
                int classes) {
            List<Graph.Input> ports = inputs.keySet().stream()
                    .map(name -> new Graph.Input(of(name), Optional.empty(), List.of()))
                    .toList();
            Graph graph = new Graph(
                    whole.file(),
                    whole.opset(),
                    ports,
                    List.of(),
                    keys(constants),
                    nodes.stream().map(this::node).toList());
            outputs.forEach((name, value) -> graph.outputs().put(name, of(value)));
            return new Remainder(graph, Set.copyOf(constants.keySet()), keys(inputs), keys(ranks), hidden, classes);
        }
    }

    /** The number of dimensions of a value; -1 if it is not known. */
    int rankOf(String value) {
        return ranks.getOrDefault(value, -1);
    }

    /** Whether an input takes floating-point numbers. */
    static boolean isReal(Tail.Input input) {
        return input.compareTo(Tail.Input.LOGITS) <= 0;
    }

    /** The shape of an input for a batch of that size. */
    long[] shapeOf(Tail.Input input, long batch, long tokens) {
        return switch (input) {
            case LAST_HIDDEN_STATE -> new long[] {batch, tokens, hidden};
            case POOLER_OUTPUT, FIRST_ROW -> new long[] {batch, hidden};
            case LOGITS -> new long[] {batch, classes};
            case TOKEN_IDS, ATTENTION_MASK, TYPE_IDS, POSITION_IDS -> new long[] {batch, tokens};
        };
    }

    private static Set<String> firstRows(Graph whole, EncoderPlan plan, FusionContext context) {
        String lastHidden = plan.values().entrySet().stream()
                .filter(value -> value.getValue() == ValueRole.LAST_HIDDEN_STATE)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        return whole.nodes().stream()
                .map(Node::output)
                .filter(value -> HeadReader.isFirstRow(value, lastHidden, context))
                .collect(Collectors.toSet());
    }

    private static void check(Graph whole, Node node, FusionContext context) {
        boolean attention = node.is("Softmax") && context.rank(node.inputs().get(0)) > 2;
        if (attention) {
            String reasons = context.declined().stream().limit(3).collect(Collectors.joining("; "));
            throw Unsupported.node(whole, node, "it looks like an attention that was not recognised (" + reasons + ")");
        }
        if (!Unsupported.isKnown(node)) {
            throw Unsupported.node(whole, node, "this operator is not supported");
        }
    }

    private static Optional<Tail.Input> input(Graph whole, EncoderPlan plan, Node reader, String value) {
        ValueRole role = plan.values().get(value);
        if (role == ValueRole.INNER_HIDDEN_STATE) {
            throw Unsupported.node(
                    whole, reader, "it reads the hidden state \"" + value + "\", which is not the last layer's");
        }
        if (role != null) {
            return Optional.ofNullable(VALUES.get(role));
        }
        boolean isInput = whole.inputs().stream().anyMatch(input -> input.name().equals(value));
        if (!isInput) {
            return Optional.empty();
        }
        EncoderPlan.InputRole inputRole = plan.inputs().get(value);
        if (inputRole == null) {
            throw Unsupported.node(
                    whole, reader, "it reads the input \"" + value + "\", which is none that a text has");
        }
        return Optional.of(Tail.Input.valueOf(inputRole.name()));
    }
}
