package io.verdict.trainer;

import io.verdict.transformer.ParameterUpdates;
import io.verdict.transformer.TrainingSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.clip.ClipByValue;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The gradients of one update: a session's own after one batch, or their sum over several. Clipping by global norm, as
 * PyTorch's {@code clip_grad_norm_}, is a factor, and the arrays are not touched; clipping by value, as
 * {@code clip_grad_value_}, changes them.
 */
final class Gradients implements AutoCloseable {
    /** PyTorch's guard against a division by zero. */
    private static final double CLIP_EPSILON = 1e-6;

    private final TrainingSession session;
    private final Map<String, INDArray> sums = new LinkedHashMap<>();
    private int firstTexts;
    private double weight;

    /**
     * @param accumulate how many batches an update takes at most
     */
    Gradients(TrainingSession session, int accumulate) {
        this.session = session;
        if (accumulate > 1) {
            session.trainable().forEach(name -> sums.put(name, null));
        }
    }

    /**
     * Takes the gradients of the session's last step.
     *
     * @param texts of its batch: the mean gradient is the mean over all texts, however they came in batches
     */
    void add(int texts) {
        boolean first = weight == 0;
        if (first) {
            firstTexts = texts;
        }
        double share = (double) texts / firstTexts;
        weight += share;
        sums.replaceAll((name, sum) -> {
            INDArray gradient = session.gradient(name);
            INDArray total = sum == null ? Nd4j.zeros(DataType.FLOAT, gradient.shape()) : sum;
            if (first) {
                return total.assign(gradient);
            }
            return total.addi(share == 1 ? gradient : gradient.mul(share));
        });
    }

    /** The sum of the gradients of one parameter: {@code 1 / scale(0, 0)} times its mean gradient. */
    INDArray of(String name) {
        return sums.isEmpty() ? session.gradient(name) : Objects.requireNonNull(sums.get(name));
    }

    /** The global norm of the mean gradient; not finite if any value is not. */
    double norm() {
        double sum = 0;
        for (String name : session.trainable()) {
            sum += ParameterUpdates.sumOfSquares(of(name));
        }
        return Math.sqrt(sum) / weight;
    }

    /**
     * Keeps the mean gradient small; what the sums are then to be multiplied with to be the mean gradient.
     *
     * @param norm the norm as {@link #norm()} gave it
     */
    double clip(double norm, Optimization optimization) {
        double limit = optimization.gradientClipNorm();
        if (limit == 0) {
            return 1.0 / weight;
        }
        if (optimization.gradientClipAlgorithm() == GradientClipping.VALUE) {
            for (String name : session.trainable()) {
                INDArray sum = of(name);
                ClipByValue clipping = new ClipByValue(sum, -limit * weight, limit * weight);
                clipping.addOutputArgument(sum);
                Nd4j.exec(clipping);
            }
            return 1.0 / weight;
        }
        return scale(norm, limit);
    }

    /**
     * What the sums are multiplied with to be the mean gradient, no longer than {@code clip}.
     *
     * @param norm the norm as {@link #norm()} gave it
     * @param clip the largest norm, or 0 for no clipping
     */
    double scale(double norm, double clip) {
        double clipping = clip == 0 ? 1 : Math.min(1, clip / (norm + CLIP_EPSILON));
        return clipping / weight;
    }

    /** A parameter whose gradient is not finite, if there is one. */
    Optional<String> notFinite() {
        return session.trainable().stream()
                .filter(name -> !Double.isFinite(ParameterUpdates.sumOfSquares(of(name))))
                .findFirst();
    }

    /** Begins the next update. */
    void clear() {
        weight = 0;
    }

    @Override
    public void close() {
        for (INDArray sum : sums.values()) {
            if (sum != null) {
                sum.close();
            }
        }
    }
}
