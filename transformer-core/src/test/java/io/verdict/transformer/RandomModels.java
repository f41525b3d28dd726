package io.verdict.transformer;

import java.util.Random;
import org.nd4j.linalg.factory.Nd4j;

/** Small random models and batches for tests. */
final class RandomModels {
    static final EncoderConfig TINY = new EncoderConfig(50, 12, 2, 3, 20, 512, 2, 1e-12, Activation.GELU, true);

    private RandomModels() {}

    static Encoder encoder(EncoderConfig config, long seed) {
        Random random = new Random(seed);
        Parameters parameters = new Parameters();
        for (ParameterSpec spec : ParameterSpec.encoder(config)) {
            float[] values = new float[Math.toIntExact(spec.size())];
            boolean gamma = spec.name().endsWith("LayerNorm.weight");
            for (int i = 0; i < values.length; i++) {
                values[i] = (gamma ? 1 : 0) + (float) random.nextGaussian() * 0.2f;
            }
            long[] shape = spec.shape().stream().mapToLong(Long::longValue).toArray();
            parameters.add(
                    spec.name(), Nd4j.createFromArray(values).reshape(shape).dup('c'));
        }
        return new Encoder(config, parameters);
    }

    static Classifier classifier(Pooling pooling, int classes, long seed) {
        return Classifier.withFreshHead(encoder(TINY, seed), pooling, classes, seed);
    }

    /** A batch of texts of these lengths. */
    static PackedBatch batch(long seed, int... lengths) {
        Random random = new Random(seed);
        PackedBatch.Builder batch = PackedBatch.builder();
        for (int length : lengths) {
            batch.add(
                    random.ints(length, 0, TINY.vocabularySize()).toArray(),
                    random.ints(length, 0, TINY.typeVocabularySize()).toArray());
        }
        return batch.build();
    }
}
