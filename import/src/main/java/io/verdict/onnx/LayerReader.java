package io.verdict.onnx;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds an encoder layer in a fused graph, forward from its input. */
final class LayerReader {
    private final Graph graph;

    LayerReader(Graph graph) {
        this.graph = graph;
    }

    /** The layer, or the node at which what looked like a layer turned out not to be one. */
    sealed interface Result {
        record Found(Layer layer) implements Result {}

        /**
         * There is none.
         *
         * @param node empty if nothing here begins like a layer
         */
        record Missing(Optional<Node> node, String reason) implements Result {}
    }

    /** The layer that reads {@code input}. */
    Result read(String input) {
        for (Node query : linears(input)) {
            for (Node attention : graph.consumers(query.output())) {
                if (attention.isFused(AttentionFusion.OPERATOR)
                        && attention.inputs().get(0).equals(query.output())) {
                    return read(input, query, attention);
                }
            }
        }
        return new Result.Missing(Optional.empty(), "no self-attention reads \"" + input + "\"");
    }

    private Result read(String input, Node query, Node attention) {
        Node key = linearFrom(attention.inputs().get(1), input);
        Node value = linearFrom(attention.inputs().get(2), input);
        if (key == null || value == null) {
            return missing(attention, "its keys and values do not come from the rows its queries come from");
        }
        Node attentionOutput = onlyLinear(attention.output());
        Node attentionNorm = attentionOutput == null ? null : residualNorm(attentionOutput.output(), input);
        if (attentionOutput == null || attentionNorm == null) {
            return missing(attention, "it is not followed by a linear layer, the sum with its input and a layer norm");
        }
        String middle = attentionNorm.output();
        for (Node intermediate : linears(middle)) {
            Node activation = only(intermediate.output(), ActivationFusion.OPERATOR);
            Node output = activation == null ? null : onlyLinear(activation.output());
            Node outputNorm = output == null ? null : residualNorm(output.output(), middle);
            if (activation != null && output != null && outputNorm != null) {
                return new Result.Found(new Layer(
                        query,
                        key,
                        value,
                        attention,
                        attentionOutput,
                        attentionNorm,
                        intermediate,
                        activation,
                        output,
                        outputNorm));
            }
        }
        return missing(
                attentionNorm,
                "it is not followed by two linear layers with a known activation between them, the sum with its"
                        + " output and a layer norm");
    }

    private List<Node> linears(String input) {
        return graph.consumers(input).stream()
                .filter(node -> node.isFused(LinearFusion.OPERATOR)
                        && node.inputs().get(0).equals(input))
                .toList();
    }

    private @Nullable Node linearFrom(String value, String input) {
        Node node = graph.producer(value);
        return node != null
                        && node.isFused(LinearFusion.OPERATOR)
                        && node.inputs().get(0).equals(input)
                ? node
                : null;
    }

    private @Nullable Node onlyLinear(String value) {
        return only(value, LinearFusion.OPERATOR);
    }

    private @Nullable Node only(String value, String operator) {
        List<Node> readers = graph.consumers(value);
        return readers.size() == 1 && readers.get(0).isFused(operator) ? readers.get(0) : null;
    }

    /** The layer norm over {@code value + residual}. */
    private @Nullable Node residualNorm(String value, String residual) {
        for (Node sum : graph.consumers(value)) {
            boolean ofBoth = sum.is("Add") && Operands.ofEither(sum).contains(new Operands(value, residual));
            List<Node> readers = ofBoth ? graph.consumers(sum.output()) : List.of();
            if (readers.size() == 1 && readers.get(0).isFused(LayerNormFusion.OPERATOR)) {
                return readers.get(0);
            }
        }
        return null;
    }

    private static Result missing(Node node, String reason) {
        return new Result.Missing(Optional.of(node), reason);
    }
}
