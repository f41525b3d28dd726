package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The optimizers, by name. */
public enum OptimizerKind {
    /** Adam with decoupled weight decay; biases and layer normalizations are not decayed. */
    ADAMW("adamw"),
    /** Adam without weight decay. */
    ADAM("adam");

    private final String id;

    OptimizerKind(String id) {
        this.id = id;
    }

    /** The name on the command line. */
    public String id() {
        return id;
    }

    /**
     * The optimizer of that name, in any case.
     *
     * @throws VerdictException if there is none; the message lists them
     */
    public static OptimizerKind fromId(String id) {
        for (OptimizerKind kind : values()) {
            if (kind.id.equals(id.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new VerdictException("Unknown optimizer \"" + id + "\"; supported: "
                + Arrays.stream(values()).map(OptimizerKind::id).collect(Collectors.joining(", ")));
    }
}
