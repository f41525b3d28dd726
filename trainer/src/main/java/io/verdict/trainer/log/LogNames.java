package io.verdict.trainer.log;

import io.verdict.trainer.EpochResult;
import io.verdict.trainer.Evaluation;
import io.verdict.trainer.StepResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of what is logged, those of Lightning Flash where it has one: the loss is named after its function.
 *
 * @param loss {@code cross_entropy}, or {@code binary_cross_entropy} where a text can have several labels
 * @param accuracy {@code accuracy}, or then {@code subset_accuracy}
 */
record LogNames(String loss, String accuracy) {
    private static final String RATE = "lr";
    private static final String NORM = "grad_norm";
    private static final String SPEED = "tokens_per_second";
    private static final String F1 = "f1_macro";
    private static final String TRAIN = "train_";
    private static final String VALID = "val_";
    private static final String TEST = "test_";
    private static final String OF_STEP = "_step";

    static LogNames of(boolean multiLabel) {
        return multiLabel
                ? new LogNames("binary_cross_entropy", "subset_accuracy")
                : new LogNames("cross_entropy", "accuracy");
    }

    /** Every name there is. */
    List<String> all() {
        return List.of(
                RATE,
                NORM,
                SPEED,
                TRAIN + loss + OF_STEP,
                TRAIN + loss,
                TRAIN + accuracy,
                VALID + loss,
                VALID + accuracy,
                VALID + F1,
                TEST + loss,
                TEST + accuracy,
                TEST + F1);
    }

    Map<String, Double> values(StepResult step) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(RATE, step.learningRate());
        values.put(NORM, step.gradientNorm());
        values.put(SPEED, step.tokensPerSecond());
        values.put(TRAIN + loss + OF_STEP, step.loss());
        return values;
    }

    Map<String, Double> values(EpochResult result) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(TRAIN + loss, result.trainLoss());
        values.put(TRAIN + accuracy, result.trainAccuracy());
        values.put(VALID + loss, result.validLoss());
        values.put(VALID + accuracy, result.validAccuracy());
        values.put(VALID + F1, result.validMacroF1());
        return values;
    }

    Map<String, Double> values(Evaluation test) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(TEST + loss, test.loss());
        values.put(TEST + accuracy, test.accuracy());
        values.put(TEST + F1, test.macroF1());
        return values;
    }
}
