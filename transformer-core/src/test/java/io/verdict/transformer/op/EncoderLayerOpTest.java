package io.verdict.transformer.op;

import static io.verdict.transformer.kernel.RandomArrays.blank;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.verdict.transformer.kernel.EncoderLayer;
import io.verdict.transformer.kernel.FastKernels;
import io.verdict.transformer.kernel.Kernels;
import io.verdict.transformer.kernel.PlainKernels;
import io.verdict.transformer.kernel.Pointwise;
import io.verdict.transformer.kernel.RandomArrays;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer as one op against its ops one after another, by the same kernels and by the plain ones. */
class EncoderLayerOpTest {
    /** See the test of kernels; a layer is four products deep, and normalizations keep values near 1. */
    private static final double TOLERANCE = 1e-4;

    private static final double EPSILON = 1e-12;

    /** Many rows of few columns and of many, so that tiles, groups and texts end anywhere. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void isTheSameAsItsOps(long seed) {
        RandomArrays random = new RandomArrays(seed);
        int heads = random.between(1, 4);
        int headSize = random.between(64 / heads + 1, 90 / heads + 8);
        Layer layer = new Layer(random, heads, heads * headSize, random.between(700, 1700));
        INDArray offsets = random.offsets(random.between(30, 40), seed % 2 == 0 ? 60 : 150);
        INDArray whole = layer.run(packedOrSkip(layer, offsets), offsets);
        INDArray ops = layer.run(withoutWholeLayers(new FastKernels().forFixedParameters()), offsets);
        assertThat(whole).isEqualTo(ops);
        INDArray plain = layer.run(new PlainKernels(), offsets);
        assertThat(whole.sub(plain).amaxNumber().doubleValue()).isLessThan(TOLERANCE);
    }

    /** More than the shared arrays hold at a time, and a text that is longer than they are. */
    @Test
    void manyRowsAreDoneInParts() {
        RandomArrays random = new RandomArrays(5);
        Layer layer = new Layer(random, 8, 1024, 256);
        INDArray offsets = org.nd4j.linalg.factory.Nd4j.createFromArray(0, 700, 900, 2100, 2101, 3500);
        INDArray whole = layer.run(packedOrSkip(layer, offsets), offsets);
        assertThat(whole).isEqualTo(layer.run(withoutWholeLayers(new FastKernels().forFixedParameters()), offsets));
    }

    @Test
    void fewRowsAreLeftToTheOps() {
        RandomArrays random = new RandomArrays(6);
        Layer layer = new Layer(random, 2, 64, 100);
        INDArray offsets = random.offsets(3, 9);
        INDArray output = blank(layer.rows(offsets).shape());
        assertThat(new FastKernels()
                        .forFixedParameters()
                        .encoderLayer(layer.parameters(), layer.rows(offsets), offsets, output))
                .isFalse();
        assertThat(output.isNaN().all()).isTrue();
        assertThat(layer.run(new FastKernels().forFixedParameters(), offsets)
                        .sub(layer.run(new PlainKernels(), offsets))
                        .amaxNumber()
                        .doubleValue())
                .isLessThan(TOLERANCE);
    }

    /** Kernels that do compute this layer whole. */
    private static Kernels packedOrSkip(Layer layer, INDArray offsets) {
        Kernels kernels = new FastKernels().forFixedParameters();
        assumeThat(kernels.name()).as("the JVM has the Vector API").contains("packed");
        INDArray rows = layer.rows(offsets);
        assertThat(kernels.encoderLayer(layer.parameters(), rows, offsets, blank(rows.shape())))
                .isTrue();
        return kernels;
    }

    /** The same kernels, but for whole layers. */
    private static Kernels withoutWholeLayers(Kernels kernels) {
        return (Kernels) Proxy.newProxyInstance(
                Kernels.class.getClassLoader(),
                new Class<?>[] {Kernels.class},
                (proxy, method, arguments) ->
                        method.getName().equals("encoderLayer") ? (Object) false : method.invoke(kernels, arguments));
    }

    /** A layer with random parameters. */
    private record Layer(List<INDArray> arrays, int heads, int hidden) {
        Layer(RandomArrays random, int heads, int hidden, int intermediate) {
            this(new ArrayList<>(), heads, hidden);
            int[][] shapes = {{hidden, hidden}, {hidden, hidden}, {hidden, hidden}, {hidden, hidden}};
            for (int[] shape : shapes) {
                linear(random, shape[0], shape[1]);
            }
            norm(random);
            linear(random, intermediate, hidden);
            linear(random, hidden, intermediate);
            norm(random);
        }

        private void linear(RandomArrays random, int out, int in) {
            arrays.add(random.normal(out, in).divi(Math.sqrt(in)));
            arrays.add(random.normal(out).muli(0.1));
        }

        private void norm(RandomArrays random) {
            arrays.add(random.normal(hidden).muli(0.1).addi(1));
            arrays.add(random.normal(hidden).muli(0.1));
        }

        INDArray rows(INDArray offsets) {
            return new RandomArrays(77).normal(offsets.getInt((int) offsets.length() - 1), hidden);
        }

        EncoderLayer parameters() {
            return new EncoderLayer(
                    linear(0),
                    linear(2),
                    linear(4),
                    linear(6),
                    new EncoderLayer.Norm(arrays.get(8), arrays.get(9)),
                    linear(10),
                    linear(12),
                    new EncoderLayer.Norm(arrays.get(14), arrays.get(15)),
                    heads,
                    Pointwise.GELU,
                    EPSILON);
        }

        private EncoderLayer.Linear linear(int weight) {
            return new EncoderLayer.Linear(arrays.get(weight), arrays.get(weight + 1));
        }

        INDArray run(Kernels kernels, INDArray offsets) {
            SameDiff graph = SameDiff.create();
            List<SDVariable> parameters = new ArrayList<>();
            for (int i = 0; i < arrays.size(); i++) {
                parameters.add(graph.var(EncoderLayerOp.PARAMETERS.get(i), arrays.get(i)));
            }
            EncoderLayerOp op = new EncoderLayerOp(
                    graph,
                    graph.placeHolder("x", DataType.FLOAT, -1, hidden),
                    graph.placeHolder("offsets", DataType.INT32, -1),
                    parameters,
                    heads,
                    Pointwise.GELU,
                    EPSILON);
            List<INDArray> inputs = new ArrayList<>(List.of(rows(offsets), offsets));
            inputs.addAll(arrays);
            List<INDArray> outputs = new ArrayList<>();
            op.outputShapes(inputs.stream().map(INDArray::shape).toList()).forEach(shape -> outputs.add(blank(shape)));
            op.execute(kernels, inputs, outputs);
            return outputs.get(0);
        }
    }
}
