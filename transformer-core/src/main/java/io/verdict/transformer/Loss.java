package io.verdict.transformer;

import java.util.List;

/** The loss a classifier is trained with. */
public sealed interface Loss {
    /** Plain softmax cross-entropy: no weights, no smoothing. */
    Loss CROSS_ENTROPY = new CrossEntropy(List.of(), 0);

    /** The name under which the loss is logged. */
    String id();

    /**
     * Softmax cross-entropy, the mean over the texts; as PyTorch's {@code cross_entropy}, with class weights the sum is
     * divided by the weights of the targets.
     *
     * @param classWeights one weight a class, or empty for equal weights
     * @param labelSmoothing the share of the target spread evenly over all classes, in [0, 1)
     */
    record CrossEntropy(List<Double> classWeights, double labelSmoothing) implements Loss {
        public CrossEntropy {
            classWeights = List.copyOf(classWeights);
            if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
                throw new VerdictException("Label smoothing is " + labelSmoothing + ", must be in [0, 1)");
            }
            for (double weight : classWeights) {
                if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                    throw new VerdictException("Class weights must be finite and not negative: " + classWeights);
                }
            }
        }

        @Override
        public String id() {
            return "cross_entropy";
        }
    }

    /** Binary cross-entropy of the logits' sigmoids, the mean over texts and labels: for several labels a text. */
    record BinaryCrossEntropy() implements Loss {
        @Override
        public String id() {
            return "binary_cross_entropy";
        }
    }
}
