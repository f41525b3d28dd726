package io.verdict.trainer.report;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Seeded labels and probabilities of a model that is right more often than not. */
final class RandomExamples {
    private RandomExamples() {}

    static ScoredExamples of(int size, List<String> classNames, long seed) {
        Random random = new Random(seed);
        int classes = classNames.size();
        int[] labels = new int[size];
        float[][] probabilities = new float[size][classes];
        for (int i = 0; i < size; i++) {
            labels[i] = Math.min(random.nextInt(classes), random.nextInt(classes));
            double sum = 0;
            for (int j = 0; j < classes; j++) {
                probabilities[i][j] = (float) Math.exp(random.nextGaussian() + (j == labels[i] ? 3 : 0));
                sum += probabilities[i][j];
            }
            for (int j = 0; j < classes; j++) {
                probabilities[i][j] /= (float) sum;
            }
        }
        return new ScoredExamples(classNames, labels, probabilities);
    }

    static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    }

    /** Twelve epochs of training that overfits from the sixth on. */
    static History history(int epochs, boolean validated) {
        History history = History.EMPTY;
        for (int i = 1; i <= epochs; i++) {
            double validationLoss = 0.3 + 0.3 / i + 0.01 * Math.max(0, i - 6);
            history = history.plus(new History.Row(
                    i,
                    100L * i,
                    5e-5 * (epochs - i) / epochs,
                    0.05 + 0.65 / i,
                    1 - 0.25 / i,
                    validated ? new History.Validation(validationLoss, 0.94 - 0.2 / i, 0.93 - 0.2 / i) : null,
                    12345.678 + i,
                    31.25 * i));
        }
        return history;
    }
}
