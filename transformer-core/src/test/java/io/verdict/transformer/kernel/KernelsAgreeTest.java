package io.verdict.transformer.kernel;

import static io.verdict.transformer.kernel.RandomArrays.blank;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Every provider against the plain loops, over many sizes and seeds, with and without dropout. */
class KernelsAgreeTest {
    /**
     * Single precision sums of up to some thousand products against double precision ones: relative to the largest value
     * of the result, a few hundred roundings of 6e-8.
     */
    private static final double TOLERANCE = 3e-5;

    private static final Kernels PLAIN = new PlainKernels();

    static Stream<Arguments> providersAndSeeds() {
        return Stream.of(new FastKernels(), new Nd4jKernels())
                .flatMap(kernels -> Stream.iterate(1L, seed -> seed + 1)
                        .limit(kernels instanceof FastKernels ? 40 : 12)
                        .map(seed -> Arguments.of(kernels.name(), kernels, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {2}")
    @MethodSource("providersAndSeeds")
    void linear(String name, Kernels kernels, long seed) {
        RandomArrays random = new RandomArrays(seed);
        int rows = random.between(1, seed % 4 == 0 ? 600 : 90);
        int in = random.between(1, 150);
        int out = random.between(1, 150);
        INDArray x = random.normal(rows, in);
        INDArray weight = random.normal(out, in);
        INDArray bias = random.normal(out);
        INDArray gradient = random.normal(rows, out);
        for (Pointwise function : Pointwise.values()) {
            compare(
                    kernels,
                    List.of(blank(rows, out), blank(rows, out)),
                    (k, o) -> k.linear(x, weight, bias, function, o.get(0), o.get(1)));
            compare(kernels, List.of(blank(rows, out)), (k, o) -> k.linear(x, weight, bias, function, o.get(0), null));
            compare(
                    kernels,
                    List.of(blank(rows, out)),
                    (k, o) -> k.pointwiseGradient(function, x(rows, out, seed), gradient, o.get(0)));
        }
        compare(
                kernels,
                List.of(blank(rows, in), blank(out, in), blank(out)),
                (k, o) -> k.linearGradient(x, weight, gradient, o.get(0), o.get(1), o.get(2)));
        compare(
                kernels,
                List.of(blank(out, in), blank(out)),
                (k, o) -> k.linearGradient(x, weight, gradient, null, o.get(0), o.get(1)));
    }

    /** Widths around those of a packed group, batches around those of a tile, one input after another on one weight. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void linearWithFixedParameters(long seed) {
        Kernels kernels = new FastKernels().forFixedParameters();
        RandomArrays random = new RandomArrays(seed);
        int in = random.between(1, seed % 4 == 0 ? 1600 : 200);
        int out = random.between(1, 400);
        INDArray weight = random.normal(out, in).divi(Math.sqrt(in));
        INDArray bias = random.normal(out);
        for (Pointwise function : Pointwise.values()) {
            int rows = random.between(1, seed % 3 == 0 ? 700 : 40);
            INDArray x = random.normal(rows, in);
            compare(kernels, List.of(blank(rows, out)), (k, o) -> k.linear(x, weight, bias, function, o.get(0), null));
        }
    }

    @Test
    void fixedParametersArePackedWhereTheVectorApiIs() {
        assertThat(new FastKernels().forFixedParameters().name()).isEqualTo("fast with packed weights");
    }

    @ParameterizedTest(name = "{0}, seed {2}")
    @MethodSource("providersAndSeeds")
    void layerNorm(String name, Kernels kernels, long seed) {
        RandomArrays random = new RandomArrays(seed);
        int rows = random.between(1, 200);
        int width = random.between(2, 100);
        INDArray x = random.normal(rows, width);
        INDArray residual = random.normal(rows, width);
        INDArray gamma = random.normal(width);
        INDArray beta = random.normal(width);
        INDArray gradient = random.normal(rows, width);
        for (DropoutDraw draw : List.of(DropoutDraw.NONE, DropoutDraw.of(seed, 3, 5, 0.3f))) {
            for (INDArray added : List.of(residual, x)) {
                INDArray optional = added == x ? null : added;
                compare(
                        kernels,
                        List.of(blank(rows, width)),
                        (k, o) -> k.layerNorm(x, optional, draw, gamma, beta, 1e-5, o.get(0)));
                compare(
                        kernels,
                        List.of(blank(rows, width), blank(rows, width), blank(width), blank(width)),
                        (k, o) -> k.layerNormGradient(
                                x, optional, draw, gamma, 1e-5, gradient, o.get(0), o.get(1), o.get(2), o.get(3)));
            }
        }
    }

    @ParameterizedTest(name = "{0}, seed {2}")
    @MethodSource("providersAndSeeds")
    void attention(String name, Kernels kernels, long seed) {
        RandomArrays random = new RandomArrays(seed);
        INDArray offsets = random.offsets(random.between(1, 6), seed % 4 == 0 ? 1 : 40);
        int tokens = offsets.getInt((int) offsets.length() - 1);
        int heads = random.between(1, 5);
        int hidden = heads * random.between(1, 20);
        INDArray query = random.normal(tokens, hidden);
        INDArray key = random.normal(tokens, hidden);
        INDArray value = random.normal(tokens, hidden);
        INDArray gradient = random.normal(tokens, hidden);
        for (DropoutDraw draw : List.of(DropoutDraw.NONE, DropoutDraw.of(seed, 0, 1, 0.2f))) {
            compare(
                    kernels,
                    List.of(blank(tokens, hidden)),
                    (k, o) -> k.attention(query, key, value, offsets, heads, draw, o.get(0)));
            compare(
                    kernels,
                    List.of(blank(tokens, hidden), blank(tokens, hidden), blank(tokens, hidden)),
                    (k, o) -> k.attentionGradient(
                            query, key, value, offsets, heads, draw, gradient, o.get(0), o.get(1), o.get(2)));
            int sequences = (int) offsets.length() - 1;
            INDArray first = x(sequences, hidden, seed);
            INDArray firstGradient = x(sequences, hidden, seed + 1);
            compare(
                    kernels,
                    List.of(blank(sequences, hidden)),
                    (k, o) -> k.attention(first, key, value, offsets, heads, draw, o.get(0)));
            compare(
                    kernels,
                    List.of(blank(sequences, hidden), blank(tokens, hidden), blank(tokens, hidden)),
                    (k, o) -> k.attentionGradient(
                            first, key, value, offsets, heads, draw, firstGradient, o.get(0), o.get(1), o.get(2)));
        }
    }

    @ParameterizedTest(name = "{0}, seed {2}")
    @MethodSource("providersAndSeeds")
    void embeddingsAndPooling(String name, Kernels kernels, long seed) {
        RandomArrays random = new RandomArrays(seed);
        INDArray offsets = random.offsets(random.between(1, 8), 30);
        int tokens = offsets.getInt((int) offsets.length() - 1);
        int sequences = (int) offsets.length() - 1;
        int hidden = random.between(1, 130);
        INDArray word = random.normal(9, hidden);
        INDArray position = random.normal(30, hidden);
        INDArray type = random.normal(2, hidden);
        INDArray ids = random.ints(tokens, 9);
        INDArray positions = random.ints(tokens, 30);
        INDArray types = random.ints(tokens, 2);
        INDArray rows = random.normal(tokens, hidden);
        INDArray gradient = random.normal(sequences, hidden);
        compare(
                kernels,
                List.of(blank(tokens, hidden)),
                (k, o) -> k.embeddings(ids, positions, types, word, position, type, o.get(0)));
        compare(kernels, List.of(blank(9, hidden)), (k, o) -> k.embeddingGradient(ids, rows, o.get(0)));
        compare(
                kernels,
                List.of(blank(tokens, hidden)),
                (k, o) -> k.dropout(rows, DropoutDraw.of(seed, 1, 2, 0.4f), o.get(0)));
        compare(kernels, List.of(blank(tokens, hidden)), (k, o) -> k.add(rows, rows.mul(0.3), o.get(0)));
        for (boolean mean : new boolean[] {true, false}) {
            compare(kernels, List.of(blank(sequences, hidden)), (k, o) -> k.pool(rows, offsets, mean, o.get(0)));
            compare(
                    kernels,
                    List.of(blank(tokens, hidden)),
                    (k, o) -> k.poolGradient(gradient, offsets, mean, o.get(0)));
        }
    }

    @ParameterizedTest(name = "{0}, seed {2}")
    @MethodSource("providersAndSeeds")
    void losses(String name, Kernels kernels, long seed) {
        RandomArrays random = new RandomArrays(seed);
        int texts = random.between(1, 20);
        int classes = random.between(2, 7);
        INDArray logits = random.normal(texts, classes).muli(4);
        INDArray targets = random.ints(texts, classes);
        INDArray weights = random.uniform(1, classes).addi(0.1).reshape(classes);
        INDArray labels = random.uniform(texts, classes);
        for (double smoothing : new double[] {0, 0.15}) {
            compare(
                    kernels,
                    List.of(blank(1)),
                    (k, o) -> k.crossEntropy(logits, targets, weights, smoothing, o.get(0)));
            compare(
                    kernels,
                    List.of(blank(texts, classes)),
                    (k, o) -> k.crossEntropyGradient(logits, targets, weights, smoothing, o.get(0)));
        }
        compare(kernels, List.of(blank(1)), (k, o) -> k.binaryCrossEntropy(logits, labels, o.get(0)));
        compare(
                kernels,
                List.of(blank(texts, classes)),
                (k, o) -> k.binaryCrossEntropyGradient(logits, labels, o.get(0)));
    }

    @ParameterizedTest(name = "{0}, seed {2}")
    @MethodSource("providersAndSeeds")
    void updates(String name, Kernels kernels, long seed) {
        RandomArrays random = new RandomArrays(seed);
        int length = random.between(1, 5000);
        INDArray gradient = random.normal(length);
        INDArray parameter = random.normal(length);
        INDArray mean = random.normal(length);
        INDArray meanSquare = random.normal(length);
        meanSquare.muli(meanSquare);
        for (int update : new int[] {1, 2, 1000}) {
            AdamStep step = new AdamStep(0.01, 0.9, 0.999, 1e-8, 0.01, update, 0.7);
            compare(kernels, List.of(blank(length), blank(length), blank(length)), (k, o) -> {
                o.get(0).assign(parameter);
                o.get(1).assign(mean);
                o.get(2).assign(meanSquare);
                k.adam(step, o.get(0), gradient, o.get(1), o.get(2));
            });
        }
        compare(kernels, List.of(blank(1)), (k, o) -> o.get(0).assign(k.sumOfSquares(gradient)));
    }

    /** Lengths around those of a block. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 2047, 2048, 2049, 10_000})
    void updateByARule(int length) {
        RandomArrays random = new RandomArrays(length);
        INDArray parameter = random.normal(length);
        INDArray gradient = random.normal(length);
        INDArray state = random.normal(length);
        UpdateRule rule = (p, g, s, size) -> {
            for (int i = 0; i < size; i++) {
                s[0][i] = 0.5f * s[0][i] + g[i];
                g[i] = s[0][i] * 0.1f;
                p[i] -= g[i];
            }
        };
        for (Kernels kernels : List.of(new FastKernels(), new Nd4jKernels())) {
            INDArray before = gradient.dup();
            compare(kernels, List.of(blank(length), blank(length)), (k, o) -> {
                o.get(0).assign(parameter);
                o.get(1).assign(state);
                k.update(rule, o.get(0), gradient, List.of(o.get(1)));
            });
            assertThat(gradient).isEqualTo(before);
        }
    }

    /** Against the same in double precision, without chunks. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void adafactor(long seed) {
        RandomArrays random = new RandomArrays(seed);
        int rows = random.between(1, 200);
        int columns = random.between(1, 90);
        INDArray parameter = random.normal(rows, columns);
        INDArray gradient = random.normal(rows, columns);
        INDArray rowMeans = random.uniform(1, rows).reshape(rows);
        INDArray columnMeans = random.uniform(1, columns).reshape(columns);
        FactoredStep step = new FactoredStep(0.1, 0.7, 1e-3, seed % 2 == 0 ? 0.5 : 100, 0.1, 2);
        INDArray squares = gradient.mul(2).castTo(DataType.DOUBLE);
        squares = squares.mul(squares).addi(1e-3);
        INDArray newRows =
                rowMeans.castTo(DataType.DOUBLE).mul(0.7).addi(squares.mean(1).mul(0.3));
        INDArray newColumns = columnMeans
                .castTo(DataType.DOUBLE)
                .mul(0.7)
                .addi(squares.mean(0).mul(0.3));
        INDArray change = gradient.mul(2).castTo(DataType.DOUBLE);
        change.diviColumnVector(Transforms.sqrt(newRows.div(newRows.meanNumber())));
        change.diviRowVector(Transforms.sqrt(newColumns));
        double length = change.norm2Number().doubleValue() / Math.sqrt(rows * (double) columns);
        INDArray expected = parameter
                .castTo(DataType.DOUBLE)
                .mul(1 - 0.1 * 0.1)
                .subi(change.mul(0.1 / Math.max(1, length / step.threshold())));
        for (Kernels kernels : List.of(new FastKernels(), PLAIN, new Nd4jKernels())) {
            INDArray actual = parameter.dup();
            INDArray actualRows = rowMeans.dup();
            INDArray actualColumns = columnMeans.dup();
            kernels.adafactor(step, actual, gradient, actualRows, actualColumns);
            assertThat(actual.castTo(DataType.DOUBLE).sub(expected).amaxNumber().doubleValue())
                    .isLessThan(TOLERANCE);
            assertThat(actualRows
                            .castTo(DataType.DOUBLE)
                            .sub(newRows)
                            .amaxNumber()
                            .doubleValue())
                    .isLessThan(TOLERANCE);
            assertThat(actualColumns
                            .castTo(DataType.DOUBLE)
                            .sub(newColumns)
                            .amaxNumber()
                            .doubleValue())
                    .isLessThan(TOLERANCE);
        }
    }

    private static INDArray x(int rows, int columns, long seed) {
        return new RandomArrays(seed + 1000).normal(rows, columns).muli(3);
    }

    private static void compare(Kernels kernels, List<INDArray> outputs, Call call) {
        List<INDArray> expected = new ArrayList<>();
        outputs.forEach(output -> expected.add(output.dup('c')));
        call.run(PLAIN, expected);
        call.run(kernels, outputs);
        for (int i = 0; i < outputs.size(); i++) {
            float[] actual = outputs.get(i).dup('c').data().asFloat();
            float[] wanted = expected.get(i).dup('c').data().asFloat();
            double scale = 1e-3;
            for (float value : wanted) {
                scale = Math.max(scale, Math.abs(value));
            }
            double worst = 0;
            for (int j = 0; j < wanted.length; j++) {
                double difference = Math.abs(actual[j] - wanted[j]);
                worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
            }
            assertThat(worst).as("output %d", i).isLessThan(TOLERANCE * scale);
        }
    }

    private interface Call {
        void run(Kernels kernels, List<INDArray> outputs);
    }
}
