package io.verdict.trainer;

import static io.verdict.trainer.TrainerTest.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.TextClassifier;
import java.util.List;
import java.util.Locale;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PlateauTest {
    @Test
    void equalsReduceLROnPlateau() {
        JsonObject golden = GoldenFile.json("optimizers.json").getAsJsonObject("plateau");
        List<Double> results = golden.getAsJsonArray("results").asList().stream()
                .map(JsonElement::getAsDouble)
                .toList();
        for (JsonElement element : golden.getAsJsonArray("runs")) {
            JsonObject run = element.getAsJsonObject();
            Monitor.Mode mode =
                    Monitor.Mode.valueOf(run.get("mode").getAsString().toUpperCase(Locale.ROOT));
            for (int i = 0; i < results.size(); i++) {
                double rate = Plateau.factor(
                        results.subList(0, i + 1),
                        mode,
                        run.get("factor").getAsDouble(),
                        run.get("patience").getAsInt(),
                        run.get("threshold").getAsDouble());
                assertThat(rate)
                        .as("%s after result %d", run, i)
                        .isCloseTo(run.getAsJsonArray("rates").get(i).getAsDouble(), Percentage.withPercentage(1e-10));
            }
        }
    }

    /** The highest loss is called the best, so that no result after the first is better. */
    @Test
    void aRunThatGetsNoBetterGoesOnAtLowerRates() {
        TrainerOptions.Builder options = options()
                .maxEpochs(5)
                .warmup(0)
                .monitorMode(Monitor.Mode.MAX)
                .schedule(ScheduleChoice.parse("reduce_on_plateau(factor=0.5, patience=1)"));
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            List<EpochResult> results =
                    new Trainer(options.build()).finetune(model, TinyModels.data(80, 40, 1), Strategy.NO_FREEZE);
            assertThat(results).extracting(EpochResult::learningRate).containsExactly(5e-3, 5e-3, 5e-3, 2.5e-3, 2.5e-3);
        }
    }

    @Test
    void withoutValidationThereIsNoPlateau() {
        TrainerOptions options = options().schedule(Schedule.REDUCE_ON_PLATEAU).build();
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            assertThatThrownBy(
                            () -> new Trainer(options).finetune(model, TinyModels.data(80, 0, 1), Strategy.NO_FREEZE))
                    .isInstanceOf(VerdictException.class)
                    .hasMessage("The schedule reduce_on_plateau looks at val_loss, but there is no validation data;"
                            + " give some, or monitor train_loss");
        }
    }
}
