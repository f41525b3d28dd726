package io.verdict.trainer.doctor;

import java.util.List;

/**
 * One thing that was found.
 *
 * @param check what looked for it, such as {@code duplicates}
 * @param part the part of the data, such as {@code training}; empty if it is about all of it
 * @param what the finding in one sentence, with figures
 * @param rows how many rows it is about; 0 if it is about none in particular
 * @param examples the places of the first of these rows
 * @param advice what to do
 */
public record Finding(
        String check, Severity severity, String part, String what, long rows, List<String> examples, String advice) {
    public Finding {
        examples = List.copyOf(examples);
    }

    /** How much a finding matters. */
    public enum Severity {
        /** Metrics will mislead, or training will suffer. */
        PROBLEM,
        /** May be meant so, may be a mistake. */
        WARNING,
        /** Good to know. */
        NOTE
    }
}
