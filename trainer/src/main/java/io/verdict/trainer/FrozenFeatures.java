package io.verdict.trainer;

import io.verdict.transformer.Classifier;
import io.verdict.transformer.ClassifierSession;
import java.util.Arrays;
import java.util.Optional;

/** What a frozen encoder gives for texts: computed once, then reused in every epoch. */
final class FrozenFeatures {
    private static final int BATCH = 32;

    private FrozenFeatures() {}

    /**
     * Texts with their features.
     *
     * @param needed the numbers of the texts that will be asked for; the others have no features
     * @param label what the texts are, for the listener
     */
    static LabelledInputs of(
            Classifier classifier, EncodedTexts texts, int[] needed, String label, TrainingListener listener) {
        float[][] rows = new float[texts.size()][];
        listener.started(TrainingListener.Phase.FEATURES, label, needed.length);
        try (ClassifierSession session = classifier.openSession()) {
            Speed speed = new Speed();
            for (int[] places : BatchOrder.inOrder(needed.length, BATCH)) {
                int[] batch = Arrays.stream(places).map(place -> needed[place]).toArray();
                float[][] features = session.features(texts.batch(batch));
                for (int i = 0; i < batch.length; i++) {
                    rows[batch[i]] = features[i];
                    speed.add(texts.length(batch[i]));
                }
                listener.advanced(
                        TrainingListener.Phase.FEATURES,
                        places[places.length - 1] + 1L,
                        Double.NaN,
                        speed.tokensPerSecond());
            }
        }
        listener.finished(TrainingListener.Phase.FEATURES);
        return new LabelledInputs(texts, Optional.of(rows));
    }
}
