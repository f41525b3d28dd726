package io.verdict.trainer;

import static io.verdict.trainer.TrainerTest.numbers;
import static io.verdict.trainer.TrainerTest.options;
import static io.verdict.trainer.TrainerTest.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.trainer.BatchAmount.Share;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.text.TextClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is stopped and gone on with ends as one that was not, to the bit. */
class InterruptionTest {
    private final TextClassificationData data = TinyModels.data(203, 60, 1);

    /** Asks to stop at one moment of a run. */
    private static final class Stopper implements TrainingListener {
        private final String moment;
        private Trainer trainer = new Trainer(TrainerOptions.builder().build());
        private int evaluations;

        Stopper(String moment) {
            this.moment = moment;
        }

        void run(TrainerOptions options, TextClassifier model, TextClassificationData data, Strategy strategy) {
            trainer = new Trainer(options, this);
            trainer.finetune(model, data, strategy);
        }

        private void at(String here) {
            if (here.equals(moment)) {
                trainer.stop();
            }
        }

        @Override
        public void started(Phase phase, String label, long total) {
            if (phase == Phase.EVALUATE) {
                at("evaluation " + ++evaluations);
            } else {
                at(phase + " " + label);
            }
        }

        @Override
        public void step(StepResult result) {
            at("update " + result.update());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no_freeze,update 5",
        "no_freeze,update 9",
        "no_freeze,update 13",
        "freeze,update 12",
        "no_freeze,evaluation 3",
        "no_freeze,evaluation 4",
        "freeze_unfreeze(1),update 8",
        "freeze_unfreeze(1),update 9",
        "freeze_unfreeze(1),update 10",
        "freeze_unfreeze(1),update 14",
        "freeze_unfreeze(1),evaluation 2",
        "'unfreeze_milestones((1, 2), 1)',update 9",
        "'unfreeze_milestones((1, 2), 1)',update 10",
        "'unfreeze_milestones((1, 2), 1)',update 18",
        "'unfreeze_milestones((1, 2), 1)',update 19",
        "'unfreeze_milestones((1, 2), 1)',update 24"
    })
    void goesOnExactly(Strategy strategy, String moment, @TempDir Path folder) {
        try (TextClassifier whole = TinyModels.model(Pooling.MEAN, 1);
                TextClassifier half = TinyModels.model(Pooling.MEAN, 1);
                TextClassifier rest = TinyModels.model(Pooling.MEAN, 1)) {
            // 25 batches an epoch are 9 updates; validation after the 5th and the 9th.
            TrainerOptions.Builder options = options()
                    .maxEpochs(3)
                    .accumulateGradBatches(3)
                    .valCheckInterval(new Share(0.5))
                    .logEveryNSteps(1);
            List<EpochResult> expected = new Trainer(options.build()).finetune(whole, data, strategy);
            options.checkpoints(folder);
            assertThatThrownBy(() -> new Stopper(moment).run(options.build(), half, data, strategy))
                    .isInstanceOf(TrainingInterruptedException.class)
                    .hasMessageStartingWith("Interrupted after ")
                    .hasMessageEndingWith("the checkpoint is " + folder.resolve("last")
                            + ". The same run goes on exactly with default_root_dir " + folder + " and resume");
            List<EpochResult> actual = new Trainer(options.resume(true).build()).finetune(rest, data, strategy);
            assertThat(numbers(actual)).isEqualTo(numbers(expected));
            assertThat(parameters(rest)).isEqualTo(parameters(whole));
        }
    }

    @Test
    void stopsWhileItTokenizes() {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            assertThatThrownBy(() -> new Stopper("TOKENIZE train").run(options().build(), model, data, Strategy.FREEZE))
                    .isInstanceOf(TrainingInterruptedException.class)
                    .hasMessage("Interrupted while nothing trained; the model is as it was");
        }
    }

    @Test
    void saysSoWhenNothingIsKept() {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            assertThatThrownBy(() -> new Stopper("update 3")
                            .run(options().logEveryNSteps(1).build(), model, data, Strategy.FREEZE))
                    .hasMessage("Interrupted after update 3 (batch 3 of epoch 1); nothing is kept, since there is no"
                            + " folder for checkpoints (default_root_dir)");
        }
    }

    @Test
    void aRunWithoutAFolderIsKeptWhereItIsToldAndItsBestResultToo(@TempDir Path folder) {
        try (TextClassifier whole = TinyModels.model(Pooling.MEAN, 1);
                TextClassifier half = TinyModels.model(Pooling.MEAN, 1);
                TextClassifier rest = TinyModels.model(Pooling.MEAN, 1)) {
            // The highest loss is called the best, so that it is that of an early epoch.
            TrainerOptions.Builder options =
                    options().monitorMode(Monitor.Mode.MAX).logEveryNSteps(1);
            List<EpochResult> expected = new Trainer(options.build()).finetune(whole, data, Strategy.NO_FREEZE);
            options.checkpointsIfInterrupted(folder);
            assertThatThrownBy(() -> new Stopper("update 60").run(options.build(), half, data, Strategy.NO_FREEZE))
                    .isInstanceOf(TrainingInterruptedException.class);
            List<EpochResult> actual = new Trainer(
                            options.checkpoints(folder).resume(true).build())
                    .finetune(rest, data, Strategy.NO_FREEZE);
            assertThat(numbers(actual)).isEqualTo(numbers(expected));
            assertThat(parameters(rest)).isEqualTo(parameters(whole));
        }
    }

    /** As after a kill between two renames, and in the midst of writing. */
    @Test
    void aCheckpointMovedAsideIsFoundAndATornOneIsNot(@TempDir Path folder) throws IOException {
        try (TextClassifier whole = TinyModels.model(Pooling.MEAN, 1);
                TextClassifier half = TinyModels.model(Pooling.MEAN, 1);
                TextClassifier rest = TinyModels.model(Pooling.MEAN, 1)) {
            List<EpochResult> expected = new Trainer(options().build()).finetune(whole, data, Strategy.FREEZE);
            TrainerOptions.Builder options = options().checkpoints(folder);
            new Trainer(options.stopAfterEpochs(2).build()).finetune(half, data, Strategy.FREEZE);
            Path aside = Files.createDirectories(folder.resolve(".last.new-1"));
            Files.move(folder.resolve("last"), aside.resolve("previous"));
            Path torn = Files.createDirectories(folder.resolve(".last.new-2").resolve("written"));
            Files.writeString(torn.resolve("state.json"), "{");
            List<EpochResult> actual =
                    new Trainer(options.stopAfterEpochs(4).resume(true).build()).finetune(rest, data, Strategy.FREEZE);
            assertThat(numbers(actual)).isEqualTo(numbers(expected));
            assertThat(parameters(rest)).isEqualTo(parameters(whole));
            try (var names = Files.list(folder)) {
                assertThat(names.map(path ->
                                Objects.requireNonNull(path.getFileName()).toString()))
                        .containsExactlyInAnyOrder("best", "last");
            }
        }
    }

    @Test
    void everyNStepsTheLastCheckpointIsWritten(@TempDir Path folder) {
        try (TextClassifier whole = TinyModels.model(Pooling.MEAN, 1);
                TextClassifier half = TinyModels.model(Pooling.MEAN, 1);
                TextClassifier rest = TinyModels.model(Pooling.MEAN, 1)) {
            List<EpochResult> expected = new Trainer(options().build()).finetune(whole, data, Strategy.NO_FREEZE);
            TrainerOptions.Builder options =
                    options().checkpoints(folder).checkpointEveryNSteps(10).logEveryNSteps(1);
            TrainingListener killer = new TrainingListener() {
                @Override
                public void step(StepResult result) {
                    if (result.update() == 37) {
                        throw new IllegalStateException("killed");
                    }
                }
            };
            assertThatThrownBy(() -> new Trainer(options.build(), killer).finetune(half, data, Strategy.NO_FREEZE))
                    .hasMessage("killed");
            List<String> messages = new java.util.ArrayList<>();
            TrainingListener listener = new TrainingListener() {
                @Override
                public void message(String text) {
                    messages.add(text);
                }
            };
            List<EpochResult> actual =
                    new Trainer(options.resume(true).build(), listener).finetune(rest, data, Strategy.NO_FREEZE);
            assertThat(messages.get(0)).startsWith("Going on after update 30 (batch 5 of epoch 2)");
            assertThat(numbers(actual)).isEqualTo(numbers(expected));
            assertThat(parameters(rest)).isEqualTo(parameters(whole));
        }
    }
}
