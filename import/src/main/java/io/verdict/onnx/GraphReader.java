package io.verdict.onnx;

import io.verdict.transformer.VerdictException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onnx.Onnx;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.ValueInfoProto;

/**
 * Turns the file's message into a {@link Graph}. Guarantees: every value has one origin, every input of a node has an
 * origin, the nodes are in topological order, every constant has as many bytes as its shape needs.
 */
final class GraphReader {
    private final OnnxFile file;
    private final TensorReader tensors;
    private final Map<String, String> origins = new HashMap<>();

    private GraphReader(OnnxFile file) {
        this.file = file;
        this.tensors = new TensorReader(file.name(), new ExternalData(file.name(), file.folder()));
    }

    static Graph read(OnnxFile file) {
        return new GraphReader(file).read();
    }

    private Graph read() {
        GraphProto graph = file.model().getGraph();
        if (graph.getSparseInitializerCount() > 0) {
            throw error("it has sparse initializers, which are not supported; export the model with dense ones");
        }
        if (file.model().getFunctionsCount() > 0) {
            throw error("it has " + file.model().getFunctionsCount() + " local functions (\""
                    + file.model().getFunctions(0).getName()
                    + "\" ...), which are not supported; export the model with functions inlined (onnx.inliner)");
        }
        Map<String, Constant> constants = new LinkedHashMap<>();
        for (Onnx.TensorProto tensor : graph.getInitializerList()) {
            define(tensor.getName(), "an initializer");
            constants.put(tensor.getName(), tensors.read(tensor.getName(), tensor));
        }
        List<Graph.Input> inputs = new ArrayList<>();
        for (ValueInfoProto input : graph.getInputList()) {
            // Up to IR version 3 every initializer is listed as an input too: its default value.
            if (!constants.containsKey(input.getName())) {
                define(input.getName(), "a graph input");
                inputs.add(input(input));
            }
        }
        List<NodeProto> protos = graph.getNodeList();
        for (NodeProto node : protos) {
            for (String output : node.getOutputList()) {
                if (!output.isEmpty()) {
                    define(output, "the output of " + describe(node));
                }
            }
        }
        List<Node> nodes = new ArrayList<>();
        for (NodeProto node : sorted(protos)) {
            nodes.add(node(node, nodes.size()));
        }
        List<String> outputs =
                graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
        for (String output : outputs) {
            if (!origins.containsKey(output)) {
                throw error("its output \"" + output + "\" is computed by no node; the file is truncated or corrupt");
            }
        }
        return new Graph(file.name(), opset(), inputs, outputs, constants, nodes);
    }

    private long opset() {
        return file.model().getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
                .mapToLong(Onnx.OperatorSetIdProto::getVersion)
                .findFirst()
                .orElseThrow(() -> error("it does not say which version of ONNX's operators it uses"));
    }

    private void define(String value, String origin) {
        String before = origins.putIfAbsent(value, origin);
        if (before != null) {
            throw error("the value \"" + value + "\" is both " + before + " and " + origin
                    + "; in a valid model every value has one origin");
        }
    }

    private static Graph.Input input(ValueInfoProto input) {
        Onnx.TypeProto.Tensor type = input.getType().getTensorType();
        List<Long> shape = type.getShape().getDimList().stream()
                .map(dimension -> dimension.hasDimValue() ? dimension.getDimValue() : -1L)
                .toList();
        return new Graph.Input(input.getName(), ElementType.fromCode(type.getElemType()), shape);
    }

    private Node node(NodeProto node, int order) {
        if (node.getOutputCount() == 0 || node.getOutput(0).isEmpty()) {
            throw error(describe(node) + " has no output");
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            attributes.put(attribute.getName(), attribute(node, attribute));
        }
        String domain = node.getDomain().equals("ai.onnx") ? "" : node.getDomain();
        return new Node(
                domain, node.getOpType(), node.getName(), node.getInputList(), node.getOutputList(), attributes, order);
    }

    private Attribute attribute(NodeProto node, AttributeProto attribute) {
        return switch (attribute.getType()) {
            case INT -> new Attribute.Whole(attribute.getI());
            case FLOAT -> new Attribute.Real(attribute.getF());
            case STRING -> new Attribute.Text(attribute.getS().toStringUtf8());
            case INTS -> new Attribute.Wholes(attribute.getIntsList());
            case FLOATS ->
                new Attribute.Reals(
                        attribute.getFloatsList().stream().map(f -> (double) f).toList());
            case TENSOR -> new Attribute.Tensor(tensors.read(describe(node), attribute.getT()));
            default -> new Attribute.Other(attribute.getType().name());
        };
    }

    /** Kahn's algorithm; among the nodes that are ready, the file's order is kept. */
    private List<NodeProto> sorted(List<NodeProto> nodes) {
        Map<String, List<Integer>> readers = new HashMap<>();
        Map<String, Integer> producers = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String output : nodes.get(i).getOutputList()) {
                producers.put(output, i);
            }
        }
        int[] waiting = new int[nodes.size()];
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String input : nodes.get(i).getInputList()) {
                if (input.isEmpty()) {
                    continue;
                }
                if (producers.containsKey(input)) {
                    waiting[i]++;
                    readers.computeIfAbsent(input, unused -> new ArrayList<>()).add(i);
                } else if (!origins.containsKey(input)) {
                    throw error(describe(nodes.get(i)) + " reads \"" + input
                            + "\", which is no input, no initializer and no other node's output; the file is"
                            + " truncated or corrupt");
                }
            }
            if (waiting[i] == 0) {
                ready.add(i);
            }
        }
        List<NodeProto> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            NodeProto node = nodes.get(ready.remove());
            sorted.add(node);
            for (String output : node.getOutputList()) {
                for (int reader : readers.getOrDefault(output, List.of())) {
                    if (--waiting[reader] == 0) {
                        ready.add(reader);
                    }
                }
            }
        }
        if (sorted.size() < nodes.size()) {
            for (int i = 0; i < waiting.length; i++) {
                if (waiting[i] > 0) {
                    throw error(describe(nodes.get(i)) + " needs its own output: the graph has a cycle");
                }
            }
        }
        return sorted;
    }

    private static String describe(NodeProto node) {
        String operator = node.getDomain().isEmpty() ? node.getOpType() : node.getDomain() + "." + node.getOpType();
        return "node " + operator + " \""
                + Optional.of(node.getName())
                        .filter(name -> !name.isEmpty())
                        .orElseGet(() -> node.getOutputCount() > 0 ? node.getOutput(0) : "")
                + "\"";
    }

    private VerdictException error(String message) {
        return new VerdictException(file.name() + ": " + message);
    }
}
