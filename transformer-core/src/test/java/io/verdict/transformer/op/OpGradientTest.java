package io.verdict.transformer.op;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.transformer.kernel.FastKernels;
import io.verdict.transformer.kernel.Kernels;
import io.verdict.transformer.kernel.Nd4jKernels;
import io.verdict.transformer.kernel.PlainKernels;
import io.verdict.transformer.kernel.Pointwise;
import io.verdict.transformer.kernel.RandomArrays;
import io.verdict.transformer.session.GraphSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The gradient that SameDiff derives from each op's, against central differences of its forward pass, for every value
 * of every input that has one. In single precision a difference of width 2e-2 carries a rounding error of some 1e-5
 * and a truncation error of some 1e-4 of the gradient's size; 2e-3 leaves room for sums of them, and is far below what
 * a wrong term would show.
 */
class OpGradientTest {
    private static final float WIDTH = 1e-2f;
    private static final double TOLERANCE = 2e-3;

    private final SameDiff graph = SameDiff.create();
    private final Map<String, INDArray> given = new HashMap<>();
    private final Map<String, INDArray> variables = new LinkedHashMap<>();
    private final RandomArrays random = new RandomArrays(7);

    @BeforeAll
    static void registerOps() {
        TransformerOps.register();
        WeightedSumOp.register();
    }

    static Stream<Kernels> providers() {
        return Stream.of(new PlainKernels(), new FastKernels(), new Nd4jKernels());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void embeddings(Kernels kernels) {
        check(
                kernels,
                new EmbeddingsOp(
                        graph,
                        variable("word", random.normal(5, 4)),
                        variable("position", random.normal(3, 4)),
                        variable("type", random.normal(2, 4)),
                        given("ids", Nd4j.createFromArray(4, 1, 1, 0, 4, 4)),
                        given("positions", Nd4j.createFromArray(0, 1, 2, 0, 1, 2)),
                        given("types", Nd4j.createFromArray(0, 0, 1, 0, 1, 1))));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void layerNorm(Kernels kernels) {
        check(
                kernels,
                new LayerNormOp(
                        graph,
                        variable("x", random.normal(4, 6)),
                        variable("gamma", random.normal(6)),
                        variable("beta", random.normal(6)),
                        null,
                        null,
                        0,
                        0,
                        1e-5));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void layerNormWithResidualAndDropout(Kernels kernels) {
        check(
                kernels,
                new LayerNormOp(
                        graph,
                        variable("x", random.normal(4, 6)),
                        variable("gamma", random.normal(6)),
                        variable("beta", random.normal(6)),
                        variable("residual", random.normal(4, 6)),
                        dropoutState(),
                        3,
                        0.3,
                        1e-5));
    }

    @ParameterizedTest
    @EnumSource(Pointwise.class)
    void linear(Pointwise function) {
        // A kink of ReLU inside the difference would be no error of the gradient: bias 3 keeps arguments off zero.
        INDArray bias = function == Pointwise.RELU ? Nd4j.createFromArray(3f, -3f, 3f, -3f) : random.normal(4);
        INDArray x = random.normal(5, 3).muli(0.4);
        INDArray weight = random.normal(4, 3);
        for (Kernels kernels : providers().toList()) {
            OpGradientTest test = new OpGradientTest();
            test.check(
                    kernels,
                    new LinearOp(
                            test.graph,
                            test.variable("x", x.dup('c')),
                            test.variable("weight", weight.dup('c')),
                            test.variable("bias", bias.dup('c')),
                            function));
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void attention(Kernels kernels) {
        check(kernels, attention(null, 0));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void attentionWithDropout(Kernels kernels) {
        check(kernels, attention(dropoutState(), 0.3));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void poolOfFirstRows(Kernels kernels) {
        check(kernels, new PoolOp(graph, variable("x", random.normal(6, 3)), offsets(), false));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void poolOfMeans(Kernels kernels) {
        check(kernels, new PoolOp(graph, variable("x", random.normal(6, 3)), offsets(), true));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void dropout(Kernels kernels) {
        check(kernels, new DropoutOp(graph, variable("x", random.normal(5, 8)), dropoutState(), 2, 0.4));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void crossEntropy(Kernels kernels) {
        check(
                kernels,
                new CrossEntropyOp(
                        graph,
                        variable("logits", random.normal(4, 3)),
                        given("targets", Nd4j.createFromArray(0, 2, 1, 2)),
                        given("weights", Nd4j.createFromArray(1f, 2f, 0.5f)),
                        0.2));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void binaryCrossEntropy(Kernels kernels) {
        check(
                kernels,
                new BinaryCrossEntropyOp(
                        graph, variable("logits", random.normal(4, 3)), given("targets", random.uniform(4, 3))));
    }

    /** A value that feeds several ops: its gradients add up. */
    @Test
    void usedTwice() {
        SDVariable x = variable("x", random.normal(4, 3));
        SDVariable weight = variable("weight", random.normal(3, 3));
        SDVariable bias = variable("bias", random.normal(3));
        SDVariable once = new LinearOp(graph, x, weight, bias, Pointwise.GELU).output("once");
        SDVariable twice = new LinearOp(graph, once, weight, bias, Pointwise.TANH).output("twice");
        check(
                new FastKernels(),
                new LayerNormOp(
                        graph,
                        twice,
                        variable("gamma", random.normal(3)),
                        variable("beta", random.normal(3)),
                        once,
                        null,
                        0,
                        0,
                        1e-2));
    }

    private AttentionOp attention(@org.jspecify.annotations.Nullable SDVariable dropoutState, double rate) {
        return new AttentionOp(
                graph,
                variable("query", random.normal(6, 4)),
                variable("key", random.normal(6, 4)),
                variable("value", random.normal(6, 4)),
                offsets(),
                2,
                dropoutState,
                1,
                rate);
    }

    private SDVariable offsets() {
        return given("offsets", Nd4j.createFromArray(0, 1, 4, 6));
    }

    private SDVariable dropoutState() {
        return given("dropout", Nd4j.createFromArray(42L, 3L));
    }

    private SDVariable variable(String name, INDArray value) {
        variables.put(name, value);
        return graph.var(name, value);
    }

    private SDVariable given(String name, INDArray value) {
        given.put(name, value);
        return graph.placeHolder(name, value.dataType(), value.shape());
    }

    private void check(Kernels kernels, TransformerOp op) {
        SDVariable output = op.outputVariables()[0].rename("output");
        INDArray value = run(graph, List.of("output"), kernels).get(0);
        SDVariable weights = given("loss_weights", random.normal(toInts(value.shape())));
        new WeightedSumOp(graph, output, weights).output("loss");
        graph.setLossVariables("loss");
        graph.createGradFunction();
        SameDiff backward = graph.getFunction("grad");
        List<String> names = new ArrayList<>();
        variables
                .keySet()
                .forEach(name -> names.add(
                        Objects.requireNonNull(backward.getVariable(name).gradient())
                                .name()));
        List<INDArray> gradients = run(backward, names, kernels);
        int index = 0;
        for (Map.Entry<String, INDArray> entry : variables.entrySet()) {
            float[] analytic = gradients.get(index++).data().asFloat();
            for (int i = 0; i < entry.getValue().length(); i++) {
                double numeric = difference(entry.getValue(), i);
                assertThat((double) analytic[i])
                        .as("%s, value %d, kernels %s", entry.getKey(), i, kernels.name())
                        .isCloseTo(
                                numeric,
                                org.assertj.core.data.Offset.offset(TOLERANCE * Math.max(1, Math.abs(numeric))));
            }
        }
    }

    /** The central difference of the loss in one value, by the plain kernels. */
    private double difference(INDArray variable, int index) {
        float before = variable.getFloat(index);
        variable.putScalar(index, before + WIDTH);
        double above = loss();
        variable.putScalar(index, before - WIDTH);
        double below = loss();
        double width = (double) (before + WIDTH) - (before - WIDTH);
        variable.putScalar(index, before);
        return (above - below) / width;
    }

    /** The loss from the output, summed in double precision: as a float it would lose the difference. */
    private double loss() {
        INDArray output = run(graph, List.of("output"), new PlainKernels()).get(0);
        return WeightedSumOp.weightedSum(output, Objects.requireNonNull(given.get("loss_weights")));
    }

    private List<INDArray> run(SameDiff graph, List<String> wanted, Kernels kernels) {
        try (GraphSession session = new GraphSession(graph, wanted, kernels)) {
            Map<String, INDArray> placeholders = new HashMap<>();
            given.forEach((name, value) -> {
                INDArray input = session.input(name, value.dataType(), value.shape());
                placeholders.put(name, input.assign(value));
            });
            return session.run(placeholders).stream()
                    .map(result -> result.dup('c').castTo(DataType.FLOAT))
                    .toList();
        }
    }

    private static int[] toInts(long[] shape) {
        return java.util.Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
    }
}
