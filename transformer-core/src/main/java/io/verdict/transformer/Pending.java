package io.verdict.transformer;

@SuppressWarnings({"DoNotCallSuggester", "TypeParameterUnusedInFormals"})
final class Pending {
    private Pending() {}

    static <T> T value() {
        throw new UnsupportedOperationException();
    }
}
