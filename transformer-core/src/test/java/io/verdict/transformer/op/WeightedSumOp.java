package io.verdict.transformer.op;

import io.verdict.transformer.kernel.Kernels;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.imports.converters.ImportClassMapping;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A loss for gradient checks: the sum of all values times fixed weights, so that every output has its own gradient. */
public final class WeightedSumOp extends TransformerOp {
    public WeightedSumOp() {}

    WeightedSumOp(SameDiff graph, SDVariable x, SDVariable weights) {
        super(graph, x, weights);
    }

    /** Makes the ops known to SameDiff. */
    public static void register() {
        for (TransformerOp op : List.of(new WeightedSumOp(), new WeightedSumGradientOp())) {
            ImportClassMapping.getOpNameMapping().put(op.opName(), op);
        }
    }

    /** The sum of {@code x * weights}. */
    public static SDVariable of(SameDiff graph, SDVariable x, SDVariable weights) {
        return new WeightedSumOp(graph, x, weights).outputVariable();
    }

    @Override
    public String opName() {
        return "verdict_test_weighted_sum";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputShapes) {
        return List.of(new long[] {1});
    }

    @Override
    public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
        outputs.get(0).assign(weightedSum(inputs.get(0), inputs.get(1)));
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> outputGradients) {
        return List.of(new WeightedSumGradientOp(sameDiff, arg(1), outputGradients.get(0)).outputVariable());
    }

    static double weightedSum(INDArray x, INDArray weights) {
        float[] values = x.dup('c').data().asFloat();
        float[] factors = weights.dup('c').data().asFloat();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (double) values[i] * factors[i];
        }
        return sum;
    }

    /** Its gradient: the weights. */
    public static final class WeightedSumGradientOp extends TransformerOp {
        public WeightedSumGradientOp() {}

        WeightedSumGradientOp(SameDiff graph, SDVariable weights, SDVariable gradient) {
            super(graph, weights, gradient);
        }

        @Override
        public String opName() {
            return "verdict_test_weighted_sum_gradient";
        }

        @Override
        public List<long[]> outputShapes(List<long[]> inputShapes) {
            return List.of(inputShapes.get(0));
        }

        @Override
        public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
            outputs.get(0).assign(inputs.get(0).mul(inputs.get(1).getFloat(0)));
        }
    }
}
