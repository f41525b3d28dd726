package io.verdict.serving.protocol;

import io.verdict.serving.http.Answer;
import io.verdict.serving.model.Classified;
import io.verdict.serving.model.TextInput;
import java.util.List;
import java.util.function.Function;

/**
 * What a request asks for.
 *
 * @param texts at least one
 * @param mayTruncate whether texts that are too long are cut
 * @param answer makes the answer of what became of them
 */
record Asked(List<TextInput> texts, boolean mayTruncate, Function<Classified, Answer> answer) {
    Asked {
        texts = List.copyOf(texts);
    }
}
