package io.verdict.trainer;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * transformers' {@code Adafactor} with {@code scale_parameter} and {@code relative_step} off and no mean of gradients, as
 * its Trainer uses it; the decay is decoupled.
 */
final class AdafactorMethod implements UpdateMethod {
    private static final String ROWS = "row_means";
    private static final String COLUMNS = "column_means";
    private static final String MEAN_SQUARE = "mean_square";

    private final double decayRate;
    private final double threshold;
    private final double epsilon;

    AdafactorMethod(OptimizerChoice choice) {
        decayRate = choice.argument("decay_rate");
        threshold = choice.argument("clip_threshold");
        epsilon = choice.argument("eps");
    }

    @Override
    public Map<String, INDArray> state(INDArray parameter) {
        if (parameter.rank() < 2) {
            return Map.of(MEAN_SQUARE, UpdateMethod.zeros(parameter.shape()));
        }
        Map<String, INDArray> state = new LinkedHashMap<>();
        state.put(ROWS, UpdateMethod.zeros(parameter.size(0)));
        state.put(COLUMNS, UpdateMethod.zeros(parameter.size(1)));
        return state;
    }

    @Override
    public void update(Step step, INDArray parameter, INDArray gradient, Map<String, INDArray> state) {
        double keep = 1 - Math.pow(step.update(), decayRate);
        try (INDArray change = gradient.mul(step.scale());
                INDArray squares = change.mul(change).addi(epsilon)) {
            if (parameter.rank() < 2) {
                INDArray meanSquare = requireNonNull(state.get(MEAN_SQUARE));
                follow(meanSquare, squares, keep);
                change.divi(Transforms.sqrt(meanSquare, true));
            } else {
                INDArray rows = requireNonNull(state.get(ROWS));
                INDArray columns = requireNonNull(state.get(COLUMNS));
                follow(rows, squares.mean(1), keep);
                follow(columns, squares.mean(0), keep);
                double mean = rows.meanNumber().doubleValue();
                change.diviColumnVector(Transforms.sqrt(rows.div(mean), false));
                change.diviRowVector(Transforms.sqrt(columns, true));
            }
            double length = change.norm2Number().doubleValue() / Math.sqrt((double) change.length());
            change.muli(step.rate() / Math.max(1, length / threshold));
            parameter.muli(1 - step.rate() * step.decay()).subi(change);
        }
    }

    private static void follow(INDArray mean, INDArray values, double keep) {
        mean.muli(keep).addi(values.mul(1 - keep));
    }
}
