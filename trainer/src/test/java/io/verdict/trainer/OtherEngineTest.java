package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.LogitsEngine;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Prediction;
import io.verdict.transformer.text.TextClassifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A model whose predictions come from an engine that is not Verdict's own. */
class OtherEngineTest {
    private final TextClassificationData data = TinyModels.data(20, 10, 1);
    private boolean closed;

    @Test
    void predictsAndIsEvaluatedByIt() {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1).withEngine(new AlwaysTools())) {
            assertThat(model.predict(List.of("apple", "pear")))
                    .extracting(Prediction::label)
                    .containsExactly("tool", "tool");
            Evaluation evaluation = new Trainer(TrainerOptions.builder().build())
                    .evaluate(model, data.valid().orElseThrow());
            assertThat(evaluation.predictions()).hasSize(10).containsOnly(1);
        }
        assertThat(closed).isTrue();
    }

    @Test
    void isNotTrained() {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1).withEngine(new AlwaysTools())) {
            Trainer trainer = new Trainer(TrainerOptions.builder().build());
            assertThatThrownBy(() -> trainer.finetune(model, data, Strategy.FREEZE))
                    .isInstanceOf(VerdictException.class)
                    .hasMessage(
                            "The model predicts by the engine tools, which does not follow training; train it first,"
                                    + " then give it that engine");
        }
    }

    private final class AlwaysTools implements LogitsEngine {
        @Override
        public String name() {
            return "tools";
        }

        @Override
        public float[][] logits(PackedBatch batch) {
            return Stream.generate(() -> new float[] {0, 1})
                    .limit(batch.sequences())
                    .toArray(float[][]::new);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
