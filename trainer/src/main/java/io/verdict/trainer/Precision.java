package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import java.util.Locale;
import java.util.Set;

/** The numbers that a run computes with. */
public enum Precision {
    /** 32-bit floating point throughout. */
    FLOAT32;

    private static final Set<String> NAMES = Set.of("32", "32-true", "float32", "fp32");

    /** The name on the command line. */
    public String id() {
        return "32";
    }

    /**
     * The precision of that name, as Lightning writes them.
     *
     * @throws VerdictException if there is none
     */
    public static Precision fromId(String id) {
        if (NAMES.contains(id.toLowerCase(Locale.ROOT))) {
            return FLOAT32;
        }
        throw new VerdictException(
                "precision is \"" + id + "\"; Verdict trains in single precision, so the only one is 32");
    }
}
