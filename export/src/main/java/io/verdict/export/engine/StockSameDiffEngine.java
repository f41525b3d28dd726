package io.verdict.export.engine;

import io.verdict.transformer.LogitsEngine;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.VerdictException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A SameDiff file in SameDiff as ND4J has it, with its own ops and its own sessions: to check such files, not to serve
 * from, since those sessions are slow and keep memory. One thread computes at a time, others wait.
 */
public final class StockSameDiffEngine implements LogitsEngine {
    private static final List<String> INPUTS = List.of("input_ids", "attention_mask", "token_type_ids");
    private static final String LOGITS = "logits";

    private final String file;
    private final SameDiff graph;

    private StockSameDiffEngine(String file, SameDiff graph) {
        this.file = file;
        this.graph = graph;
    }

    /**
     * Loads a file.
     *
     * @throws VerdictException if it is no SameDiff file, or its inputs and output are not a classifier's
     */
    public static StockSameDiffEngine open(Path file) {
        SameDiff graph;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            graph = SameDiff.load(in, false);
        } catch (NoSuchFileException e) {
            throw new VerdictException("There is no file " + file, e);
        } catch (IOException | RuntimeException e) {
            throw new VerdictException(file + " is no SameDiff file, or is damaged: " + e, e);
        }
        if (!graph.inputs().containsAll(INPUTS) || !graph.hasVariable(LOGITS)) {
            throw new VerdictException(
                    file + " takes " + graph.inputs() + "; a text classifier takes " + INPUTS + " and gives " + LOGITS);
        }
        return new StockSameDiffEngine(file.toString(), graph);
    }

    @Override
    public String name() {
        return "stock samediff";
    }

    @Override
    public String description() {
        return "SameDiff of ND4J " + version();
    }

    @Override
    public synchronized float[][] logits(PackedBatch batch) {
        PaddedBatch padded = new PaddedBatch(batch);
        Map<String, INDArray> inputs = new HashMap<>();
        try {
            inputs.put(INPUTS.get(0), array(padded.tokenIds()));
            inputs.put(INPUTS.get(1), array(padded.attentionMask()));
            inputs.put(INPUTS.get(2), array(padded.typeIds()));
            INDArray logits = graph.output(inputs, LOGITS).get(LOGITS);
            if (logits == null || logits.rank() != 2 || logits.dataType() != DataType.FLOAT) {
                throw new VerdictException("The output " + LOGITS + " of " + file + " is no matrix of float32 numbers");
            }
            return logits.toFloatMatrix();
        } finally {
            inputs.values().forEach(INDArray::close);
        }
    }

    @Override
    public void close() {
        graph.variables().stream()
                .map(variable -> graph.getArrForVarName(variable.name()))
                .filter(array -> array != null && array.closeable())
                .forEach(INDArray::close);
    }

    /** The version in the jar that SameDiff comes from. */
    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = SameDiff.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "of an unknown version");
    }

    private static INDArray array(long[][] rows) {
        return Nd4j.createFromArray(rows);
    }
}
