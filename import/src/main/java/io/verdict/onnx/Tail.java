package io.verdict.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What an ONNX file computes from the encoder's outputs, beyond the encoder and a linear head: probabilities, a pooled
 * and normalized embedding, another head. A SameDiff graph that samediff-import-onnx made, checked on a sample.
 *
 * <p>Works on padded batches, as the file does. One thread at a time.
 */
public final class Tail implements AutoCloseable {
    /** What a tail may read. */
    public enum Input {
        /** {@code [batch, tokens, hidden]}, float. */
        LAST_HIDDEN_STATE,
        /** The last hidden state of each text's first token, {@code [batch, hidden]}, float. */
        FIRST_ROW,
        /** {@code [batch, hidden]}, float. */
        POOLER_OUTPUT,
        /** {@code [batch, classes]}, float. */
        LOGITS,
        /** {@code [batch, tokens]}, long. */
        TOKEN_IDS,
        /** {@code [batch, tokens]}, long: 1 for a token, 0 for padding. */
        ATTENTION_MASK,
        /** {@code [batch, tokens]}, long. */
        TYPE_IDS,
        /** {@code [batch, tokens]}, long. */
        POSITION_IDS
    }

    private final SameDiff graph;
    private final Map<String, Input> inputs;
    private final Map<String, String> outputs;

    /**
     * @param inputs the graph's placeholders and what they take
     * @param outputs the file's names of the outputs and the graph's variables
     */
    Tail(SameDiff graph, Map<String, Input> inputs, Map<String, String> outputs) {
        this.graph = graph;
        this.inputs = Map.copyOf(inputs);
        this.outputs = new LinkedHashMap<>(outputs);
    }

    /** What {@link #run} needs. */
    public List<Input> inputs() {
        return inputs.values().stream().distinct().sorted().toList();
    }

    /** The names of what it gives, as in the file. */
    public List<String> outputs() {
        return List.copyOf(outputs.keySet());
    }

    /**
     * Computes the outputs.
     *
     * @param values an array for each of {@link #inputs()}
     * @return the outputs by name
     * @throws IllegalArgumentException if one is missing
     */
    public Map<String, INDArray> run(Map<Input, INDArray> values) {
        Map<String, INDArray> placeholders = new LinkedHashMap<>();
        inputs.forEach((name, input) -> {
            INDArray value = values.get(input);
            if (value == null) {
                throw new IllegalArgumentException("The tail needs " + input + ", got " + values.keySet());
            }
            placeholders.put(name, value);
        });
        Map<String, INDArray> results = graph.output(placeholders, List.copyOf(outputs.values()));
        Map<String, INDArray> named = new LinkedHashMap<>();
        outputs.forEach((name, variable) -> named.put(name, results.get(variable)));
        return named;
    }

    @Override
    public void close() {
        graph.variables().stream()
                .map(variable -> graph.getArrForVarName(variable.name()))
                .filter(array -> array != null && array.closeable())
                .forEach(INDArray::close);
    }
}
