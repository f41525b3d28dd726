package io.verdict.trainer;

import java.util.Optional;

/** Sums up an epoch while it is trained. */
final class EpochProgress {
    private final LabelledInputs inputs;
    private final TrainingListener listener;
    private final Speed speed = new Speed();
    private double lossSum;
    private long texts;
    private long right;
    private long steps;
    private double tokensPerSecond = Double.NaN;

    EpochProgress(LabelledInputs inputs, TrainingListener listener) {
        this.inputs = inputs;
        this.listener = listener;
    }

    /** Counts a batch: its loss, and the logits it was computed from. */
    void add(int[] batch, double loss, float[][] logits) {
        for (int i = 0; i < batch.length; i++) {
            right += Probabilities.argmax(Probabilities.toList(logits[i]))
                            == inputs.texts().label(batch[i])
                    ? 1
                    : 0;
        }
        lossSum += loss * batch.length;
        texts += batch.length;
        speed.add(inputs.tokens(batch));
        listener.advanced(TrainingListener.Phase.TRAIN, texts, lossSum / texts, speed.tokensPerSecond());
    }

    /** Ends the epoch at that step of the run. */
    void finish(long step) {
        steps = step;
        tokensPerSecond = speed.tokensPerSecond();
        listener.finished(TrainingListener.Phase.TRAIN);
    }

    /** What the epoch brought, with its evaluation and the time of both. */
    Outcome result(int epoch, int updates, double learningRate, Optional<Evaluation> valid, double seconds) {
        return new Outcome(
                new EpochResult(
                        epoch,
                        updates,
                        learningRate,
                        lossSum / texts,
                        (double) right / texts,
                        valid.map(Evaluation::loss).orElse(Double.NaN),
                        valid.map(Evaluation::accuracy).orElse(Double.NaN),
                        valid.map(Evaluation::macroF1).orElse(Double.NaN),
                        tokensPerSecond,
                        seconds),
                steps);
    }

    /** An epoch's result, and the step at which the next one begins. */
    record Outcome(EpochResult result, long steps) {}
}
