package io.verdict.trainer;

import static io.verdict.trainer.TrainerTest.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.text.TextClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Lightning Flash's acceptance cases of strategies: which parameters an epoch leaves bit for bit as they were. Epochs
 * count from 0.
 */
class FlashStrategiesTest {
    private static final String HEAD = "classifier[.].*";
    private static final String LAST_LAYER = "(classifier|pooler|encoder[.]layer[.]1)[.].*";
    private static final String EVERYTHING = ".*";

    private final TextClassificationData data = TinyModels.data(203, 0, 1);

    @ParameterizedTest
    @EnumSource(names = {"LINEAR", "ONE_CYCLE"})
    void freezeLeavesEveryBackboneParameterAsItWasAndChangesTheHead(Schedule schedule) {
        requireTrains("freeze", schedule, HEAD, HEAD, HEAD);
    }

    @ParameterizedTest
    @EnumSource(names = {"LINEAR", "ONE_CYCLE"})
    void freezeUnfreeze2TrainsTheBackboneExactlyFromEpoch2(Schedule schedule) {
        requireTrains("freeze_unfreeze(2)", schedule, HEAD, HEAD, EVERYTHING, EVERYTHING);
    }

    @ParameterizedTest
    @EnumSource(names = {"LINEAR", "ONE_CYCLE"})
    void milestones13And1TrainTheLastLayerFromEpoch1AndTheRestFromEpoch3(Schedule schedule) {
        requireTrains("unfreeze_milestones((1, 3), 1)", schedule, HEAD, LAST_LAYER, LAST_LAYER, EVERYTHING, EVERYTHING);
    }

    @ParameterizedTest
    @EnumSource(names = {"LINEAR", "ONE_CYCLE"})
    void noFreezeTrainsEverything(Schedule schedule) {
        requireTrains("no_freeze", schedule, EVERYTHING, EVERYTHING);
    }

    /**
     * @param trained what trains in each epoch, as a pattern of names
     */
    private void requireTrains(String strategy, Schedule schedule, String... trained) {
        try (TextClassifier model = TinyModels.model(Pooling.POOLER, 1)) {
            List<Map<String, INDArray>> epochs = new ArrayList<>(List.of(parameters(model)));
            TrainingListener listener = new TrainingListener() {
                @Override
                public void epoch(EpochResult result) {
                    epochs.add(parameters(model));
                }
            };
            TrainerOptions options = TrainerOptions.builder()
                    .maxEpochs(trained.length)
                    .batchSize(8)
                    .schedule(schedule)
                    .build();
            new Trainer(options, listener).finetune(model, data, Strategy.fromId(strategy));
            assertThat(epochs).hasSize(trained.length + 1);
            for (int epoch = 0; epoch < trained.length; epoch++) {
                Set<String> expected = new TreeSet<>(epochs.get(0).keySet());
                String pattern = trained[epoch];
                expected.removeIf(name -> !name.matches(pattern));
                assertThat(changed(epochs.get(epoch), epochs.get(epoch + 1)))
                        .as("what epoch %d changed", epoch)
                        .isEqualTo(expected)
                        .isNotEmpty();
            }
        }
    }

    private static Set<String> changed(Map<String, INDArray> before, Map<String, INDArray> after) {
        Set<String> names = new TreeSet<>();
        before.forEach((name, parameter) -> {
            if (!parameter.equalsWithEps(Objects.requireNonNull(after.get(name)), 0)) {
                names.add(name);
            }
        });
        return names;
    }
}
