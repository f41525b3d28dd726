package io.verdict.trainer;

import io.verdict.trainer.data.Nearest;
import io.verdict.transformer.VerdictException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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
     * @throws VerdictException if there is none; the message lists them, and the nearest
     */
    public static OptimizerKind fromId(String id) {
        for (OptimizerKind kind : values()) {
            if (kind.id.equals(id.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        List<String> ids = Arrays.stream(values()).map(OptimizerKind::id).toList();
        throw new VerdictException(
                "Unknown optimizer \"" + id + "\"; supported: " + String.join(", ", ids) + "." + Nearest.hint(id, ids));
    }
}
