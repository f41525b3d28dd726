package io.verdict.onnx;

import io.verdict.transformer.VerdictException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The error for a graph that cannot be imported: operator, node, operator set, and what is supported. */
final class Unsupported {
    private static final int REASONS = 3;

    private Unsupported() {}

    /**
     * @param node where the graph differs; if an operator that nothing here knows comes before, that is the one named
     * @param reason how it differs
     */
    static VerdictException graph(FusionContext context, Optional<Node> node, String reason) {
        Graph graph = context.graph();
        Optional<Node> unknown = graph.nodes().stream()
                .filter(candidate -> !candidate.domain().equals(Node.FUSED) && !isKnown(candidate))
                .findFirst();
        if (unknown.isPresent()) {
            return node(graph, unknown.get(), "this operator is not supported" + hint(unknown.get()) + "; " + reason);
        }
        List<String> declined = context.declined().stream().limit(REASONS).toList();
        String because = declined.isEmpty() ? "" : " (" + String.join("; ", declined) + ")";
        return node.isPresent()
                ? node(graph, node.get(), reason + because)
                : graph.error(reason + because + ". " + supported(graph));
    }

    /** The error for one node. */
    static VerdictException node(Graph graph, Node node, String reason) {
        return graph.error("node " + node + " (opset " + graph.opset() + ") cannot be imported: " + reason + ". "
                + supported(graph));
    }

    /** The operators that the fusions read. */
    static Set<String> operators() {
        Set<String> names = new TreeSet<>(ProbeOps.names());
        names.add("Constant");
        return names;
    }

    /** Whether an operator is one that the fusions read. */
    static boolean isKnown(Node node) {
        return node.domain().isEmpty() && operators().contains(node.operatorName());
    }

    private static String hint(Node node) {
        String operator = node.operatorName();
        if (operator.contains("Integer") || operator.contains("uantize")) {
            return " (the model is quantized; export it in float32 or float16)";
        }
        if (node.domain().startsWith("com.microsoft")) {
            return " (ONNX Runtime's optimizer made it; give the model as it was before)";
        }
        return "";
    }

    private static String supported(Graph graph) {
        return "Supported are exports of BERT encoders in ONNX opset " + OnnxImporter.LEAST_OPSET + " to "
                + OnnxImporter.GREATEST_OPSET + " (this file: " + graph.opset() + "), made of "
                + operators().stream().collect(Collectors.joining(", "))
                + ", and around the encoder what samediff-import-onnx maps";
    }
}
