package io.verdict.serving.model;

import java.util.Optional;

/** A text, or a pair of texts, to classify. */
public record TextInput(String text, Optional<String> pair) {
    public static TextInput of(String text) {
        return new TextInput(text, Optional.empty());
    }

    public static TextInput pair(String text, String pair) {
        return new TextInput(text, Optional.of(pair));
    }
}
