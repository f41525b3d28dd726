package io.verdict.transformer;

final class Pending {
    private Pending() {}

    static <T> T value() {
        throw new UnsupportedOperationException();
    }
}
