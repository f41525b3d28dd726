package io.verdict.onnx;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a graph computes besides the encoder and its head. */
record Remainder(Set<String> constants, Map<String, Integer> operators) {
    static Optional<Remainder> of(Graph unfused, EncoderPlan plan, FusionContext context) {
        return Optional.empty();
    }
}
