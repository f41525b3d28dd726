package io.verdict.trainer;

import io.verdict.trainer.data.Nearest;
import io.verdict.transformer.VerdictException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which parameters train. */
public enum Strategy {
    /** Everything trains. */
    NO_FREEZE("no_freeze", 1e-4),
    /** The encoder, its pooler included, stays as it is; the head trains on its features, which are computed once. */
    FREEZE("freeze", 1e-2);

    private final String id;
    private final double learningRate;

    Strategy(String id, double learningRate) {
        this.id = id;
        this.learningRate = learningRate;
    }

    /** The name on the command line. */
    public String id() {
        return id;
    }

    /** The learning rate where none is asked for. */
    public double defaultLearningRate() {
        return learningRate;
    }

    /**
     * The strategy of that name, in any case.
     *
     * @throws VerdictException if there is none; the message lists them, and the nearest
     */
    public static Strategy fromId(String id) {
        for (Strategy strategy : values()) {
            if (strategy.id.equals(id.toLowerCase(Locale.ROOT))) {
                return strategy;
            }
        }
        List<String> ids = Arrays.stream(values()).map(Strategy::id).toList();
        throw new VerdictException(
                "Unknown strategy \"" + id + "\"; supported: " + String.join(", ", ids) + "." + Nearest.hint(id, ids));
    }
}
