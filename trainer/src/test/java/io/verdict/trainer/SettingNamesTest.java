package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.trainer.report.SettingNames;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingNamesTest {
    @Test
    void everySettingByItsName() {
        TrainerOptions options = TrainerOptions.builder()
                .maxEpochs(7)
                .limitTrainBatches(BatchAmount.parse("5"))
                .checkpointing(Checkpointing.builder().folder(Path.of("secret")).build())
                .build();

        assertThat(SettingNames.of(options))
                .containsEntry("max_epochs", "7")
                .containsEntry("train_batches", "5")
                .containsEntry("batch_size", "16")
                .containsEntry("monitor", "val_loss")
                .containsEntry("class_weights", "none")
                .containsEntry("dropout", "hidden=0.1, attention=0.1, classifier=0.1")
                .containsEntry("seed", "42")
                .doesNotContainKeys("max_steps", "limits", "folder")
                .doesNotContainValue("secret");
    }
}
