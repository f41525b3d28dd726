package io.verdict.trainer;

import io.verdict.transformer.Classifier;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.saved.AtomicFolder;
import io.verdict.transformer.saved.SafetensorsFile;
import io.verdict.transformer.saved.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The best and the last state of a run. With a folder: {@code last} holds what going on exactly takes (the trained
 * parameters, what the optimizer keeps, {@code state.json}), {@code best} the trained parameters of the best result and why
 * it is the best; each is written whole or not at all. Without one, the best parameters are kept in memory.
 */
final class Checkpoints {
    private static final String LAST = "last";
    private static final String PARAMETERS = "parameters.safetensors";
    private static final String OPTIMIZER = "optimizer.safetensors";
    private static final String STATE = "state.json";

    private final Optional<Path> folder;
    private final Optional<Path> ifInterrupted;
    private final boolean resume;
    private final OptionalInt everySteps;
    private final Progression progression;
    private final Map<String, String> settings;
    private final Optimizer optimizer;
    private final Map<String, INDArray> bestInMemory = new HashMap<>();

    private Checkpoints(
            Checkpointing options, Progression progression, Map<String, String> settings, Optimizer optimizer) {
        this.folder = options.folder();
        this.ifInterrupted = options.ifInterrupted();
        this.resume = options.resume();
        this.everySteps = options.everySteps();
        this.progression = progression;
        this.settings = settings;
        this.optimizer = optimizer;
    }

    static Checkpoints of(
            TrainerOptions options, Strategy strategy, EncodedTexts texts, Classifier classifier, Optimizer optimizer) {
        return new Checkpoints(
                options.checkpointing(),
                Progression.of(options.validation()),
                CheckpointState.settings(options, strategy, texts, classifier),
                optimizer);
    }

    /**
     * The state to begin with; if it is not the first, {@link #load} sets parameters and optimizer to it.
     *
     * @throws VerdictException if the last checkpoint is damaged or of a run with other settings
     */
    TrainingState last(TrainingListener listener) {
        if (!resume) {
            return TrainingState.START;
        }
        AtomicFolder.recover(folder.orElseThrow().resolve(LAST));
        Path last = folder.orElseThrow().resolve(LAST);
        if (!Files.exists(last.resolve(STATE))) {
            listener.message("No checkpoint in " + last + " yet: beginning a new run");
            return TrainingState.START;
        }
        return CheckpointState.read(last.resolve(STATE), settings);
    }

    /**
     * Sets the parameters that the optimizer has, and the optimizer, to what they were at {@link #last}.
     *
     * @throws VerdictException if the checkpoint is damaged
     */
    void load(TrainingState state, TrainingListener listener) {
        if (state.updates() == 0) {
            return;
        }
        Path last = folder.orElseThrow().resolve(LAST);
        load(last.resolve(PARAMETERS), optimizer.parameters());
        load(last.resolve(OPTIMIZER), optimizer.state());
        optimizer.resumeAfter(state.updates());
        listener.message("Going on after " + point(state) + " from " + last);
    }

    /** Keeps the state after an update, if it is time. */
    void keepStep(TrainingState state) {
        if (everySteps.isPresent() && state.updates() % everySteps.getAsInt() == 0) {
            keepLast(folder.orElseThrow(), state);
        }
    }

    /** Keeps the state after a result, and its parameters if no result before was better. */
    void keepResult(TrainingState state, EpochResult result) {
        boolean best = progression.best(state.history()).equals(Optional.of(result));
        if (best && folder.isPresent()) {
            keepBest(folder.get(), result, optimizer.parameters());
        } else if (best) {
            optimizer
                    .parameters()
                    .forEach((name, parameter) -> bestInMemory
                            .computeIfAbsent(name, ignored -> parameter.ulike())
                            .assign(parameter));
        }
        folder.ifPresent(parent -> keepLast(parent, state));
    }

    /** Keeps the state of a run that is to stop now; what there is, in a sentence. */
    String keepInterrupted(TrainingState state) {
        Optional<Path> parent = folder.or(() -> ifInterrupted);
        if (parent.isEmpty()) {
            return "Interrupted after " + point(state)
                    + "; nothing is kept, since there is no folder for checkpoints (default_root_dir)";
        }
        if (folder.isEmpty() && !bestInMemory.isEmpty()) {
            keepBest(parent.get(), progression.best(state.history()).orElseThrow(), bestInMemory);
        }
        keepLast(parent.get(), state);
        return "Interrupted after " + point(state) + "; the checkpoint is "
                + parent.get().resolve(LAST) + ". The same run goes on exactly with default_root_dir " + parent.get()
                + " and resume";
    }

    /** Sets the parameters to the best result's, if there is one and it is not the last. */
    void restoreBest(TrainingState state, TrainingListener listener) {
        Optional<EpochResult> best = progression.best(state.history());
        if (best.isEmpty()) {
            return;
        }
        if (best.get().updates() < state.updates()) {
            if (folder.isPresent()) {
                load(folder.get().resolve(BestCheckpoint.FOLDER).resolve(PARAMETERS), optimizer.parameters());
            } else {
                optimizer
                        .parameters()
                        .forEach((name, parameter) -> parameter.assign(Objects.requireNonNull(bestInMemory.get(name))));
            }
        }
        listener.message("Keeping " + best.get().point() + ", which has the " + progression.superlative() + ": "
                + progression.monitor().of(best.get()));
    }

    /**
     * More parameters begin to train now. What they are belongs to the best result so far, which did not train them.
     */
    void thaw(TrainingState state, Map<String, INDArray> thawing) {
        Optional<EpochResult> best = progression.best(state.history());
        if (best.isEmpty()) {
            return;
        }
        if (folder.isEmpty()) {
            thawing.forEach((name, parameter) -> bestInMemory.put(name, parameter.dup()));
            return;
        }
        Map<String, INDArray> parameters = new LinkedHashMap<>();
        Path file = folder.get().resolve(BestCheckpoint.FOLDER).resolve(PARAMETERS);
        try (SafetensorsFile saved = SafetensorsFile.open(file)) {
            if (saved.names().containsAll(thawing.keySet())) {
                return; // Written by a run that came this far and has no later checkpoint.
            }
        }
        optimizer.parameters().forEach((name, parameter) -> parameters.put(name, parameter.ulike()));
        load(file, parameters);
        parameters.putAll(thawing);
        keepBest(folder.get(), best.get(), parameters);
    }

    private void keepBest(Path parent, EpochResult result, Map<String, INDArray> parameters) {
        AtomicFolder.write(parent.resolve(BestCheckpoint.FOLDER), to -> {
            write(to.resolve(PARAMETERS), parameters);
            BestCheckpoint.write(to, result, progression);
        });
    }

    private void keepLast(Path parent, TrainingState state) {
        AtomicFolder.write(parent.resolve(LAST), to -> {
            write(to.resolve(PARAMETERS), optimizer.parameters());
            write(to.resolve(OPTIMIZER), optimizer.state());
            Files.writeString(to.resolve(STATE), CheckpointState.toJson(state, settings));
        });
    }

    private static String point(TrainingState state) {
        return state.batches() == 0
                ? "epoch " + state.epochs()
                : "update " + state.updates() + " (batch " + state.batches() + " of epoch " + state.epoch() + ")";
    }

    private static void write(Path file, Map<String, INDArray> arrays) throws IOException {
        SafetensorsWriter.write(file, arrays, Map.of());
    }

    private static void load(Path path, Map<String, INDArray> arrays) {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            if (!file.names().equals(arrays.keySet())) {
                throw new VerdictException(path + " holds other parameters than this run trains: " + file.names()
                        + ", expected " + arrays.keySet());
            }
            arrays.forEach(file::loadInto);
        }
    }
}
