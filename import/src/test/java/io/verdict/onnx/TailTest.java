package io.verdict.onnx;

import static io.verdict.onnx.Mutations.newNode;
import static io.verdict.onnx.Mutations.whole;
import static io.verdict.onnx.Mutations.wholes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.verdict.transformer.VerdictException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import onnx.Onnx;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What samediff-import-onnx makes of the nodes after the encoder, against ONNX Runtime on the whole file. Slow: its
 * importer takes 10 to 30 seconds to start.
 */
@Tag("slow")
class TailTest {
    private static final String CLASSIFIER = "torch2_opset17_sdpa_classifier.onnx";
    private static final String ENCODER = "torch2_opset14.onnx";
    private static final String HIDDEN = "last_hidden_state";

    /** A ragged batch, padded. */
    private static final long[][] IDS = {{5, 17, 99, 3, 7}, {23, 4, 0, 0, 0}};

    private static final long[][] MASK = {{1, 1, 1, 1, 1}, {1, 1, 0, 0, 0}};

    /** Float32 on both sides. */
    private static final double TOLERANCE = 1e-5;

    @Test
    void probabilitiesOfLogits() throws OrtException {
        agrees(CLASSIFIER, "logits", Tail.Input.LOGITS, "p", graph -> graph.addNode(newNode("Softmax", "p", "logits")));
        agrees(CLASSIFIER, "logits", Tail.Input.LOGITS, "p", graph -> graph.addNode(newNode("Sigmoid", "p", "logits")));
        agrees(
                "torch2_opset11_classifier.onnx",
                "logits",
                Tail.Input.LOGITS,
                "p",
                graph -> graph.addNode(newNode("Softmax", "p", "logits").addAttribute(whole("axis", 1))));
    }

    /** As sentence-transformers pools: the mean of the rows that the mask keeps, with a length of 1. */
    @Test
    void sentenceEmbedding() throws OrtException {
        agrees(
                ENCODER,
                HIDDEN,
                Tail.Input.LAST_HIDDEN_STATE,
                "unit",
                graph -> graph.addNode(newNode("Unsqueeze", "column", "attention_mask", "last"))
                        .addNode(newNode("Shape", "size", HIDDEN))
                        .addNode(newNode("Expand", "wide", "column", "size"))
                        .addNode(newNode("Cast", "mask", "wide").addAttribute(whole("to", 1)))
                        .addNode(newNode("Mul", "kept", HIDDEN, "mask"))
                        .addNode(newNode("ReduceSum", "sum", "kept", "one").addAttribute(whole("keepdims", 0)))
                        .addNode(newNode("ReduceSum", "count", "mask", "one").addAttribute(whole("keepdims", 0)))
                        .addNode(newNode("Clip", "atLeast", "count", "least"))
                        .addNode(newNode("Div", "mean", "sum", "atLeast"))
                        .addNode(newNode("ReduceL2", "norm", "mean").addAttribute(wholes("axes", 1L)))
                        .addNode(newNode("Div", "unit", "mean", "norm"))
                        .addInitializer(Mutations.longs("last", new long[] {1}, -1))
                        .addInitializer(Mutations.longs("one", new long[] {1}, 1))
                        .addInitializer(Mutations.floats("least", new long[0], 1e-9f)));
    }

    @Test
    void anotherHeadOnTheFirstRow() throws OrtException {
        agrees(
                ENCODER,
                HIDDEN,
                Tail.Input.FIRST_ROW,
                "scores",
                graph -> graph.addNode(
                                newNode("Gather", "first", HIDDEN, "zero").addAttribute(whole("axis", 1)))
                        .addNode(newNode("Gemm", "inner", "first", "w1", "b1").addAttribute(whole("transB", 1)))
                        .addNode(newNode("Relu", "active", "inner"))
                        .addNode(newNode("Gemm", "scores", "active", "w2", "b2").addAttribute(whole("transB", 1)))
                        .addInitializer(Mutations.longs("zero", new long[0], 0))
                        .addInitializer(random("w1", 24, 24))
                        .addInitializer(random("b1", 24))
                        .addInitializer(random("w2", 3, 24))
                        .addInitializer(random("b2", 3)));
    }

    @Test
    void whatCannotBeMappedIsAnError() {
        byte[] tokenHead = Mutations.graph(
                ENCODER,
                graph -> graph.addNode(newNode("MatMul", "scores", HIDDEN, "w"))
                        .addInitializer(random("w", 24, 3))
                        .addOutput(Mutations.output("scores")));

        assertThatExceptionOfType(VerdictException.class)
                .isThrownBy(() -> OnnxImporter.read("m.onnx", tokenHead))
                .withMessageContainingAll(
                        "m.onnx: node MatMul \"test_scores\" (opset 14) cannot be imported",
                        "samediff-import-onnx cannot map it",
                        "Supported are");
    }

    private static void agrees(
            String fixture,
            String encoderOutput,
            Tail.Input input,
            String output,
            Consumer<Onnx.GraphProto.Builder> nodes)
            throws OrtException {
        byte[] model = Mutations.graph(fixture, graph -> {
            nodes.accept(graph);
            graph.addOutput(Mutations.output(output));
        });
        PrintStream standardOutput = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (OrtEnvironment environment = OrtEnvironment.getEnvironment();
                OrtSession session = environment.createSession(model);
                ImportedModel imported = OnnxImporter.read(fixture, model)) {
            Tail tail = imported.tail().orElseThrow();
            Map<String, INDArray> reference = run(environment, session);
            Map<Tail.Input, INDArray> values = new EnumMap<>(Tail.Input.class);
            values.put(Tail.Input.ATTENTION_MASK, Nd4j.createFromArray(MASK));
            INDArray encoded = Objects.requireNonNull(reference.get(encoderOutput));
            INDArray expected = Objects.requireNonNull(reference.get(output));
            values.put(
                    input,
                    input == Tail.Input.FIRST_ROW
                            ? encoded.get(NDArrayIndex.all(), NDArrayIndex.point(0), NDArrayIndex.all())
                                    .dup('c')
                            : encoded);

            INDArray result = Objects.requireNonNull(tail.run(values).get(output));

            assertThat(tail.inputs()).contains(input);
            assertThat(tail.outputs()).containsExactly(output);
            assertThat(result.shape()).isEqualTo(expected.shape());
            assertThat(result.sub(expected).amaxNumber().doubleValue()).isLessThan(TOLERANCE);
            assertThat(imported.report().toText()).contains("Remaining", "samediff-import-onnx");
            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .as("standard output")
                    .isEmpty();
        } finally {
            System.setOut(standardOutput);
        }
    }

    private static Map<String, INDArray> run(OrtEnvironment environment, OrtSession session) throws OrtException {
        try (OnnxTensor ids = OnnxTensor.createTensor(environment, IDS);
                OnnxTensor mask = OnnxTensor.createTensor(environment, MASK);
                OnnxTensor types = OnnxTensor.createTensor(environment, new long[2][5]);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
            Map<String, INDArray> outputs = new HashMap<>();
            for (Map.Entry<String, ai.onnxruntime.OnnxValue> entry : result) {
                OnnxTensor tensor = (OnnxTensor) entry.getValue();
                FloatBuffer numbers = tensor.getFloatBuffer();
                float[] array = new float[numbers.remaining()];
                numbers.get(array);
                outputs.put(entry.getKey(), Nd4j.create(array, tensor.getInfo().getShape()));
            }
            return outputs;
        }
    }

    private static Onnx.TensorProto.Builder random(String name, long... shape) {
        Random random = new Random(name.hashCode());
        float[] numbers = new float[(int) ProbeValue.size(shape)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return Mutations.floats(name, shape, numbers);
    }
}
