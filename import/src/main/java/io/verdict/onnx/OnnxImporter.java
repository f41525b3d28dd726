package io.verdict.onnx;

import io.verdict.transformer.Encoder;
import io.verdict.transformer.Parameters;
import io.verdict.transformer.VerdictException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The front door: reads HuggingFace's ONNX exports of BERT encoders. Safe for use by several threads. */
public final class OnnxImporter {
    /** The first version of ONNX's operator set that is read. */
    static final long LEAST_OPSET = 11;

    /** The last one; later ones have operators (Attention, RotaryEmbedding) that change how encoders are exported. */
    static final long GREATEST_OPSET = 22;

    private static final Logger LOG = LoggerFactory.getLogger(OnnxImporter.class);

    private OnnxImporter() {}

    /**
     * Imports a model. Tensors in external files are read from the model's folder.
     *
     * @throws VerdictException if the file is no ONNX model, is damaged, or holds something else than a BERT encoder
     *     and what can be mapped around it; the message says what and where
     */
    public static ImportedModel read(Path file) {
        return read(OnnxFile.open(file), true);
    }

    /**
     * Imports a model that is in memory, with all its tensors.
     *
     * @param name what messages call it
     */
    public static ImportedModel read(String name, byte[] model) {
        return read(OnnxFile.parse(name, null, ByteBuffer.wrap(model)), true);
    }

    /** Finds out what {@link #read(Path)} would import, without loading any parameter. */
    public static ImportReport inspect(Path file) {
        return Analysis.of(OnnxFile.open(file)).report();
    }

    /**
     * Imports a model.
     *
     * @param withTail whether to have the nodes besides encoder and head mapped; without, the tail is empty
     */
    static ImportedModel read(OnnxFile file, boolean withTail) {
        long start = System.nanoTime();
        Analysis analysis = Analysis.of(file);
        EncoderPlan plan = analysis.plan();
        Parameters.Difference difference = analysis.report().difference();
        // Tensors that nothing uses do no harm: they stand in the report only.
        new Parameters.Difference(difference.missing(), List.of(), difference.misshaped()).requireEmpty(file.name());
        long read = System.nanoTime();
        Parameters parameters = new Parameters();
        List<Map.Entry<String, ParameterBinding>> bindings =
                List.copyOf(plan.parameters().entrySet());
        // ND4J starts with the first array: on this thread, not on a worker that others then wait for.
        Nd4j.getBackend();
        long ready = System.nanoTime();
        List<INDArray> arrays = bindings.parallelStream()
                .map(binding -> binding.getValue().load())
                .toList();
        for (int i = 0; i < arrays.size(); i++) {
            parameters.add(bindings.get(i).getKey(), arrays.get(i));
        }
        Optional<ClassifierHead> head = plan.head()
                .map(found -> new ClassifierHead(
                        found.pooling(), found.weight().load(), found.bias().load(), List.of()));
        Optional<Tail> tail = withTail ? analysis.remainder().map(TailImporter::read) : Optional.empty();
        LOG.debug(
                "{}: graph read in {} ms, ND4J ready in {} ms, parameters loaded in {} ms",
                file.name(),
                (read - start) / 1_000_000,
                (ready - read) / 1_000_000,
                (System.nanoTime() - ready) / 1_000_000);
        return new ImportedModel(new Encoder(plan.config(), parameters), head, tail, analysis.report());
    }
}
