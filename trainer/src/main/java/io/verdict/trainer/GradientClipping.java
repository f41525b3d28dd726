package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import java.util.Locale;

/** How gradients are kept small. */
public enum GradientClipping {
    /** All gradients together are made shorter where their global norm is larger than the limit. */
    NORM,
    /** Each number is brought into [-limit, limit]. */
    VALUE;

    /** The name on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The algorithm of that name, in any case.
     *
     * @throws VerdictException if there is none; the message lists them
     */
    public static GradientClipping fromId(String id) {
        for (GradientClipping clipping : values()) {
            if (clipping.name().equalsIgnoreCase(id)) {
                return clipping;
            }
        }
        throw new VerdictException("Unknown gradient_clip_algorithm \"" + id + "\"; supported: norm, value");
    }
}
