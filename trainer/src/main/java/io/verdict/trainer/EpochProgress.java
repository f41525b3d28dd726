package io.verdict.trainer;

import io.verdict.transformer.text.Probabilities;
import java.util.List;

/** Tells a listener how training goes on between two results, and measures the speed. */
final class EpochProgress {
    private final TrainingListener listener;
    private Speed speed = new Speed();
    private boolean begun;

    EpochProgress(TrainingListener listener) {
        this.listener = listener;
    }

    /** Begins, unless it has begun. */
    void begin(String label, long texts) {
        if (!begun) {
            listener.started(TrainingListener.Phase.TRAIN, label, texts);
            speed = new Speed();
            begun = true;
        }
    }

    /** Counts a batch of the inputs: its loss, and the logits it was computed from. */
    EpochSums add(EpochSums before, LabelledInputs inputs, int[] batch, double loss, float[][] logits) {
        int right = 0;
        for (int i = 0; i < batch.length; i++) {
            List<Integer> predicted = Probabilities.labels(
                    Probabilities.toList(logits[i]), inputs.texts().multiLabel());
            if (predicted.equals(inputs.texts().target(batch[i]).labels())) {
                right++;
            }
        }
        EpochSums sums = before.plus(loss, batch.length, right);
        speed.add(inputs.tokens(batch));
        listener.advanced(TrainingListener.Phase.TRAIN, sums.texts(), sums.meanLoss(), speed.tokensPerSecond());
        return sums;
    }

    double tokensPerSecond() {
        return speed.tokensPerSecond();
    }

    /** Ends; the tokens a second since it began. */
    double finish() {
        if (!begun) {
            return Double.NaN;
        }
        listener.finished(TrainingListener.Phase.TRAIN);
        begun = false;
        return speed.tokensPerSecond();
    }
}
