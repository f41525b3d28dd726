package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.saved.AtomicFolder;
import io.verdict.transformer.saved.SafetensorsFile;
import io.verdict.transformer.saved.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The best and the last state of a run. With a folder: {@code last} holds what going on exactly takes (the trained
 * parameters, the optimizer's means, {@code state.json}), {@code best} the trained parameters of the epoch with the
 * lowest validation loss; each is written whole or not at all. Without one, the best parameters are kept in memory.
 */
final class Checkpoints {
    private static final String PARAMETERS = "parameters.safetensors";
    private static final String MEANS = "means.safetensors";
    private static final String MEAN_SQUARES = "mean_squares.safetensors";
    private static final String STATE = "state.json";

    private final Optional<Path> folder;
    private final boolean resume;
    private final Map<String, String> settings;
    private final Optimizer optimizer;
    private final Map<String, INDArray> bestInMemory = new HashMap<>();

    private Checkpoints(Optional<Path> folder, boolean resume, Map<String, String> settings, Optimizer optimizer) {
        this.folder = folder;
        this.resume = resume;
        this.settings = settings;
        this.optimizer = optimizer;
    }

    static Checkpoints of(TrainerOptions options, Strategy strategy, EncodedTexts texts, Optimizer optimizer) {
        return new Checkpoints(
                options.checkpointing().folder(),
                options.checkpointing().resume(),
                CheckpointState.settings(options, strategy, texts),
                optimizer);
    }

    /**
     * The state to begin with; parameters and optimizer are set to it.
     *
     * @throws VerdictException if the last checkpoint is damaged or of a run with other settings
     */
    TrainingState resume(TrainingListener listener) {
        if (!resume) {
            return TrainingState.START;
        }
        Path last = folder.orElseThrow().resolve("last");
        if (!Files.exists(last.resolve(STATE))) {
            listener.message("No checkpoint in " + last + " yet: beginning a new run");
            return TrainingState.START;
        }
        TrainingState state = CheckpointState.read(last.resolve(STATE), settings);
        load(last.resolve(PARAMETERS), optimizer.parameters());
        load(last.resolve(MEANS), optimizer.means());
        load(last.resolve(MEAN_SQUARES), optimizer.meanSquares());
        optimizer.resumeAfter(state.updates());
        listener.message("Going on after epoch " + state.epochs() + " from " + last);
        return state;
    }

    /** Keeps a state; {@code best} if no epoch before was better. */
    void save(TrainingState state, boolean best) {
        if (folder.isEmpty()) {
            if (best) {
                optimizer
                        .parameters()
                        .forEach((name, parameter) -> bestInMemory
                                .computeIfAbsent(name, ignored -> parameter.ulike())
                                .assign(parameter));
            }
            return;
        }
        if (best) {
            AtomicFolder.write(
                    folder.get().resolve("best"), to -> write(to.resolve(PARAMETERS), optimizer.parameters()));
        }
        AtomicFolder.write(folder.get().resolve("last"), to -> {
            write(to.resolve(PARAMETERS), optimizer.parameters());
            write(to.resolve(MEANS), optimizer.means());
            write(to.resolve(MEAN_SQUARES), optimizer.meanSquares());
            Files.writeString(to.resolve(STATE), CheckpointState.toJson(state, settings));
        });
    }

    /** Sets the parameters to the best epoch's, if there is one and it is not the last. */
    void restoreBest(TrainingState state, TrainingListener listener) {
        if (state.best().isEmpty() || state.best().get() == state.epochs()) {
            return;
        }
        if (folder.isPresent()) {
            load(folder.get().resolve("best").resolve(PARAMETERS), optimizer.parameters());
        } else {
            optimizer
                    .parameters()
                    .forEach((name, parameter) -> parameter.assign(Objects.requireNonNull(bestInMemory.get(name))));
        }
        listener.message("Keeping epoch " + state.best().get() + ", which has the lowest validation loss");
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
