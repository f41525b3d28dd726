package io.verdict.trainer;

import io.verdict.transformer.VerdictException;

/** The check that option records make in their constructors. */
final class OptionRange {
    private OptionRange() {}

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new VerdictException(message);
        }
    }
}
