package io.verdict.cli;

import io.verdict.onnx.Backbones;
import io.verdict.trainer.OptimizerKind;
import io.verdict.trainer.Schedule;
import io.verdict.trainer.Strategy;
import io.verdict.trainer.predict.Output;
import io.verdict.transformer.Pooling;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

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
            case HEADS -> names(Pooling.values(), Pooling::id);
            case LR_SCHEDULERS -> names(Schedule.values(), Schedule::id);
            case OPTIMIZERS -> names(OptimizerKind.values(), OptimizerKind::id);
            case OUTPUTS -> Output.available();
            case STRATEGIES -> names(Strategy.values(), Strategy::id);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static <T> List<String> names(T[] values, Function<T, String> name) {
        return Stream.of(values).map(name).toList();
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
