package io.verdict.onnx;

import io.verdict.onnx.ElementType.Kind;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.samediff.frameworkimport.onnx.importer.OnnxFrameworkImporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has samediff-import-onnx map a {@link Remainder}, and checks what it made on a sample: for some nodes it makes graphs
 * that run and compute something else.
 */
final class TailImporter {
    private static final Logger LOG = LoggerFactory.getLogger(TailImporter.class);
    private static final int BATCH = 2;
    private static final int TOKENS = 3;

    /** Relative to the largest number: float32 against float64 over sums of a few thousand terms. */
    private static final double TOLERANCE = 1e-4;

    /** Creating the importer scans the whole class path, which takes many seconds: only when one is needed. */
    private static final class Importer {
        static final OnnxFrameworkImporter INSTANCE = new OnnxFrameworkImporter();
    }

    private TailImporter() {}

    static Tail read(Remainder remainder) {
        Map<String, ProbeValue> sample = sample(remainder, BATCH, TOKENS);
        Graph graph = TailGraph.normalized(remainder, List.of(sample, sample(remainder, BATCH + 1, TOKENS + 2)));
        LOG.info(
                "{}: {} nodes besides the encoder go through samediff-import-onnx, which takes a while to start",
                graph.file(),
                graph.nodes().size());
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        sample.forEach((name, value) -> arrays.put(name, array(value)));
        SameDiff imported;
        try {
            imported = imported(graph, arrays);
        } catch (IOException e) {
            throw graph.error("the nodes besides the encoder could not be handed on: " + e.getMessage());
        }
        Tail tail = new Tail(imported, remainder.inputs(), graph.outputs());
        check(graph, sample, tail, remainder, arrays);
        return tail;
    }

    static Map<String, ProbeValue> sample(Remainder remainder, int batch, int tokens) {
        Random random = new Random(3);
        Map<String, ProbeValue> sample = new LinkedHashMap<>();
        remainder.inputs().forEach((name, input) -> {
            long[] shape = remainder.shapeOf(input, batch, tokens);
            boolean real = Remainder.isReal(input);
            // Integers: ones, and a zero at the end of the last row, which is a mask as texts have it.
            sample.put(
                    name,
                    real
                            ? ProbeValue.known(Kind.REAL, shape, i -> random.nextGaussian())
                            : ProbeValue.known(Kind.INTEGER, shape, i -> i == batch * tokens - 1 ? 0 : 1));
        });
        return sample;
    }

    static INDArray array(ProbeValue value) {
        int size = Math.toIntExact(value.size());
        if (value.kind() == Kind.INTEGER) {
            return Nd4j.createFromArray(value.asLongs()).reshape(value.shape());
        }
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = (float) value.at(i);
        }
        return Nd4j.create(numbers, value.shape());
    }

    static SameDiff imported(Graph graph, Map<String, INDArray> sample) throws IOException {
        Path file = Files.createTempFile("verdict-tail", ".onnx");
        try {
            Files.write(file, TailGraph.toModel(graph, sample).toByteArray());
            SameDiff imported = quietly(() -> Importer.INSTANCE.runImport(file.toString(), sample, false));
            scaleProductsByOne(imported);
            return imported;
        } catch (RuntimeException e) {
            Node first = graph.nodes().get(0);
            throw Unsupported.node(
                    graph,
                    first,
                    "samediff-import-onnx cannot map it and the nodes after it, "
                            + graph.histogram().keySet() + " (" + e.getMessage() + ")");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The importer's rule for MatMul calls ND4J's matmul with alpha = 0 and beta = 1: the product would be zeros. */
    private static void scaleProductsByOne(SameDiff imported) {
        for (SameDiffOp op : imported.getOps().values()) {
            if (op.getOp() instanceof DynamicCustomOp product
                    && product.opName().equals("matmul")) {
                while (product.numTArguments() > 0) {
                    product.removeTArgument(product.getTArgument(0));
                }
                product.addTArgument(1, 0);
            }
        }
    }

    @FunctionalInterface
    private interface Import {
        SameDiff run();
    }

    /** The importer prints what it does to standard output, where only results may go. */
    private static synchronized SameDiff quietly(Import importing) {
        PrintStream output = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            return importing.run();
        } finally {
            System.setOut(output);
        }
    }

    private static void check(
            Graph graph, Map<String, ProbeValue> sample, Tail tail, Remainder remainder, Map<String, INDArray> arrays) {
        Map<String, ProbeValue> expected = Probe.evaluate(graph, sample);
        Map<Tail.Input, INDArray> inputs = new HashMap<>();
        remainder.inputs().forEach((name, input) -> inputs.put(input, arrays.get(name)));
        Map<String, INDArray> results;
        try {
            results = tail.run(inputs);
        } catch (RuntimeException e) {
            throw mapped(graph, graph.outputs().keySet().iterator().next(), "it fails when it runs: " + e.getMessage());
        }
        graph.outputs().forEach((name, value) -> {
            ProbeValue wanted = expected.get(value);
            INDArray result = results.get(name);
            if (wanted == null || result == null) {
                throw mapped(graph, name, "the result cannot be checked");
            }
            double difference = difference(wanted, result);
            if (!(difference <= TOLERANCE)) {
                throw mapped(graph, name, "on a sample it is off by " + difference);
            }
        });
    }

    private static VerdictException mapped(Graph graph, String output, String reason) {
        Node node = graph.producer(graph.outputs().getOrDefault(output, output));
        String message = "samediff-import-onnx maps what leads to the output \"" + output + "\" wrongly: " + reason
                + " (operators " + graph.histogram().keySet() + ")";
        return node == null ? graph.error(message) : Unsupported.node(graph, node, message);
    }

    /** The largest difference, relative to the largest number; infinite if the shapes differ. */
    static double difference(ProbeValue expected, INDArray result) {
        if (!expected.hasShape(result.shape())) {
            return Double.POSITIVE_INFINITY;
        }
        INDArray dense = result.dup('c');
        double greatest = 1;
        double difference = 0;
        for (int i = 0; i < expected.size(); i++) {
            greatest = Math.max(greatest, Math.abs(expected.at(i)));
            double here = Math.abs(expected.at(i) - dense.getDouble(i));
            difference = Double.isNaN(here) ? Double.POSITIVE_INFINITY : Math.max(difference, here);
        }
        return difference / greatest;
    }
}
