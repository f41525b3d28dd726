package io.verdict.onnx;

import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.Pooling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that was found out about an encoder in a graph; no parameter is loaded yet.
 *
 * @param config its sizes
 * @param parameters where each parameter's numbers are, by name in the model's order
 * @param head the classification head, if there is one
 * @param inputs graph inputs to what they are
 * @param values graph values to what they are
 * @param notes what the reader of a report should know
 */
record EncoderPlan(
        EncoderConfig config,
        Map<String, ParameterBinding> parameters,
        Optional<Head> head,
        Map<String, InputRole> inputs,
        Map<String, ValueRole> values,
        List<String> notes) {
    EncoderPlan {
        parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        inputs = Map.copyOf(inputs);
        values = Map.copyOf(values);
        notes = List.copyOf(notes);
    }

    /** A linear classification head. */
    record Head(Pooling pooling, int classes, ParameterBinding weight, ParameterBinding bias) {}

    /** What a graph input is to the encoder. */
    enum InputRole {
        TOKEN_IDS,
        ATTENTION_MASK,
        TYPE_IDS,
        POSITION_IDS
    }

    /** What a value of the graph is. */
    enum ValueRole {
        LAST_HIDDEN_STATE,
        POOLER_OUTPUT,
        LOGITS,
        /** The rows after the embeddings or after a layer that is not the last. */
        INNER_HIDDEN_STATE
    }
}
