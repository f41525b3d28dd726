package io.verdict.trainer;

import io.verdict.transformer.Loss;
import io.verdict.transformer.VerdictException;
import java.util.List;

/** Which loss a run trains with. */
final class LossChoice {
    private LossChoice() {}

    /**
     * Cross-entropy, or where texts can have several labels the binary one.
     *
     * @param classWeights one a class, or none
     * @throws VerdictException if the options ask for what that loss does not have
     */
    static Loss of(EncodedTexts texts, List<Double> classWeights, TrainerOptions options) {
        double smoothing = options.optimization().labelSmoothing();
        if (!texts.multiLabel()) {
            return new Loss.CrossEntropy(classWeights, smoothing);
        }
        if (smoothing != 0) {
            throw new VerdictException("label_smoothing is " + smoothing + ", but these texts can have several labels,"
                    + " and binary cross-entropy has none; give 0, or soft labels");
        }
        return new Loss.BinaryCrossEntropy();
    }
}
