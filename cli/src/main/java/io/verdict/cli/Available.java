package io.verdict.cli;

import io.verdict.onnx.Backbones;
import io.verdict.trainer.Trainer;
import io.verdict.transformer.text.TextClassifier;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** The names that options take, by kind: for {@code verdict list}, for help and for the shell's completion. */
enum Available {
    BACKBONES,
    HEADS,
    LR_SCHEDULERS,
    OPTIMIZERS,
    OUTPUTS,
    STRATEGIES;

    /** The names, in the order in which their kind declares them. */
    List<String> names() {
        return switch (this) {
            case BACKBONES -> Backbones.available();
            case HEADS -> TextClassifier.availableHeads();
            case LR_SCHEDULERS -> Trainer.availableLrSchedulers();
            case OPTIMIZERS -> Trainer.availableOptimizers();
            case OUTPUTS -> TextClassifier.availableOutputs();
            case STRATEGIES -> Trainer.availableFinetuningStrategies();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For {@code completionCandidates}, which takes a class. */
    static final class Heads implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return HEADS.names().iterator();
        }
    }

    /** For {@code completionCandidates}. */
    static final class Schedules implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return LR_SCHEDULERS.names().iterator();
        }
    }

    /** For {@code completionCandidates}. */
    static final class Optimizers implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return OPTIMIZERS.names().iterator();
        }
    }

    /** For {@code completionCandidates}. */
    static final class Strategies implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return STRATEGIES.names().iterator();
        }
    }
}
