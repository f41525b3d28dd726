package io.verdict.onnx;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of a {@link Graph}. Two nodes are equal only if they are the same object.
 *
 * <p>Fusions make nodes of the domain {@link #FUSED}; all others come from the file.
 */
final class Node {
    /** The domain of nodes that fusions make. */
    static final String FUSED = "io.verdict";

    private final String domain;
    private final String operator;
    private final String name;
    private final List<String> inputs;
    private final List<String> outputs;
    private final Map<String, Attribute> attributes;
    private final int order;

    /**
     * @param domain empty for ONNX's own operators
     * @param inputs names of values; an optional input that is left out is the empty string
     * @param order nodes are in topological order when sorted by it
     */
    Node(
            String domain,
            String operator,
            String name,
            List<String> inputs,
            List<String> outputs,
            Map<String, Attribute> attributes,
            int order) {
        this.domain = domain;
        this.operator = operator;
        this.name = name;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.attributes = Map.copyOf(attributes);
        this.order = order;
    }

    /** The node with other inputs. */
    Node withInputs(List<String> newInputs) {
        return new Node(domain, operator, name, newInputs, outputs, attributes, order);
    }

    /** The node at another place of the topological order. */
    Node withOrder(int newOrder) {
        return new Node(domain, operator, name, inputs, outputs, attributes, newOrder);
    }

    String domain() {
        return domain;
    }

    /** The operator with its domain, if that is of neither ONNX nor a fusion. */
    String operator() {
        return domain.isEmpty() || domain.equals(FUSED) ? operator : domain + "." + operator;
    }

    String operatorName() {
        return operator;
    }

    /** Whether this is ONNX's own operator of that name. */
    boolean is(String onnxOperator) {
        return domain.isEmpty() && operator.equals(onnxOperator);
    }

    boolean isFused(String fusedOperator) {
        return domain.equals(FUSED) && operator.equals(fusedOperator);
    }

    String name() {
        return name;
    }

    List<String> inputs() {
        return inputs;
    }

    /** Input {@code index}, if it is there. */
    Optional<String> input(int index) {
        return index < inputs.size() && !inputs.get(index).isEmpty()
                ? Optional.of(inputs.get(index))
                : Optional.empty();
    }

    List<String> outputs() {
        return outputs;
    }

    /** The first output; the only one of most operators. */
    String output() {
        return outputs.get(0);
    }

    Map<String, Attribute> attributes() {
        return attributes;
    }

    int order() {
        return order;
    }

    long whole(String attribute, long otherwise) {
        return attributes.get(attribute) instanceof Attribute.Whole whole ? whole.value() : otherwise;
    }

    double real(String attribute, double otherwise) {
        return attributes.get(attribute) instanceof Attribute.Real real ? real.value() : otherwise;
    }

    String text(String attribute, String otherwise) {
        return attributes.get(attribute) instanceof Attribute.Text text ? text.value() : otherwise;
    }

    Optional<List<Long>> wholes(String attribute) {
        return attributes.get(attribute) instanceof Attribute.Wholes wholes
                ? Optional.of(wholes.values())
                : Optional.empty();
    }

    Optional<Constant> tensor(String attribute) {
        return attributes.get(attribute) instanceof Attribute.Tensor tensor
                ? Optional.of(tensor.value())
                : Optional.empty();
    }

    /** How messages name the node: its operator and its name, or its output if it has no name. */
    @Override
    public String toString() {
        return operator() + (name.isEmpty() ? " (output \"" + output() + "\")" : " \"" + name + "\"");
    }
}
