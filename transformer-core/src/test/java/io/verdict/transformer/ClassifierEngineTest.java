package io.verdict.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassifierEngineTest {
    @Test
    void severalThreadsGetWhatASessionComputes() throws Exception {
        List<PackedBatch> batches = IntStream.range(0, 24)
                .mapToObj(i -> RandomModels.batch(i, 1 + i, 3, 20))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (Classifier classifier = RandomModels.classifier(Pooling.MEAN, 3, 1);
                ClassifierSession session = classifier.openSession();
                LogitsEngine engine = new ClassifierEngine(classifier)) {
            List<Future<float[][]>> results = threads.invokeAll(batches.stream()
                    .<Callable<float[][]>>map(batch -> () -> engine.logits(batch))
                    .toList());
            for (int i = 0; i < batches.size(); i++) {
                assertThat(results.get(i).get()).isDeepEqualTo(session.logits(batches.get(i)));
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aBatchThatTheModelDoesNotKnowLeavesTheEngineUsable() {
        try (Classifier classifier = RandomModels.classifier(Pooling.CLS, 2, 1);
                LogitsEngine engine = new ClassifierEngine(classifier)) {
            PackedBatch unknown =
                    PackedBatch.builder().add(new int[] {1, 1_000_000}).build();
            assertThatThrownBy(() -> engine.logits(unknown))
                    .isInstanceOf(VerdictException.class)
                    .hasMessageContaining("token id 1000000");
            assertThat(engine.logits(RandomModels.batch(1, 4))).hasDimensions(1, 2);
        }
    }
}
