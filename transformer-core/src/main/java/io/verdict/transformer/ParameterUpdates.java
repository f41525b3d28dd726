package io.verdict.transformer;

import io.verdict.transformer.kernel.AdamStep;
import io.verdict.transformer.kernel.FactoredStep;
import io.verdict.transformer.kernel.UpdateRule;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arithmetic of optimizers, by the kernels in use. */
public final class ParameterUpdates {
    private ParameterUpdates() {}

    /** The sum of squares of an array's values: not finite if any value is not. */
    public static double sumOfSquares(INDArray values) {
        return Compute.kernels().sumOfSquares(values);
    }

    /**
     * One update of Adam, in place.
     *
     * @param parameter of any shape; {@code gradient}, {@code mean} and {@code meanSquare} have the same shape
     * @param mean the running mean of gradients
     * @param meanSquare the running mean of squared gradients
     */
    public static void adam(AdamStep step, INDArray parameter, INDArray gradient, INDArray mean, INDArray meanSquare) {
        Compute.kernels().adam(step, parameter, gradient, mean, meanSquare);
    }

    /**
     * One update by a rule, in place.
     *
     * @param parameter of any shape; {@code gradient} and {@code states} have the same shape
     * @param states what the rule keeps
     */
    public static void update(UpdateRule rule, INDArray parameter, INDArray gradient, List<INDArray> states) {
        Compute.kernels().update(rule, parameter, gradient, states);
    }

    /**
     * One update of Adafactor, in place.
     *
     * @param parameter {@code [n, m]}; {@code gradient} has the same shape
     * @param rowMeans {@code [n]}
     * @param columnMeans {@code [m]}
     */
    public static void adafactor(
            FactoredStep step, INDArray parameter, INDArray gradient, INDArray rowMeans, INDArray columnMeans) {
        Compute.kernels().adafactor(step, parameter, gradient, rowMeans, columnMeans);
    }
}
