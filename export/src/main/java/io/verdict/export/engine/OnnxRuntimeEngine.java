package io.verdict.export.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.verdict.transformer.Compute;
import io.verdict.transformer.LogitsEngine;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.VerdictException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * An ONNX file in ONNX Runtime, all its optimizations on, with as many threads as {@link Compute#threads()}. Texts of a
 * batch are padded to the longest. Any number of threads may compute at a time; they share ONNX Runtime's own.
 */
public final class OnnxRuntimeEngine implements LogitsEngine {
    private static final String TOKEN_IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPE_IDS = "token_type_ids";

    private final String file;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private OnnxRuntimeEngine(String file, OrtEnvironment environment, OrtSession session) {
        this.file = file;
        this.environment = environment;
        this.session = session;
    }

    /**
     * Opens a file; it is not needed any more after that.
     *
     * @throws VerdictException if ONNX Runtime is not there, does not take the file, or its inputs are not a
     *     classifier's
     */
    public static OnnxRuntimeEngine open(Path file) {
        OnnxRuntime.require("An ONNX file");
        if (!Files.isRegularFile(file)) {
            throw new VerdictException("There is no file " + file);
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession session;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(Compute.threads());
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(file.toString(), options);
        } catch (OrtException e) {
            throw new VerdictException(file + " is no model that ONNX Runtime takes: " + e.getMessage(), e);
        }
        OnnxRuntimeEngine engine = new OnnxRuntimeEngine(file.toString(), environment, session);
        try {
            engine.requireInputs();
        } catch (VerdictException e) {
            engine.close();
            throw e;
        }
        return engine;
    }

    @Override
    public String name() {
        return OnnxRuntime.NAME;
    }

    @Override
    public String description() {
        return "ONNX Runtime " + OnnxRuntime.version();
    }

    @Override
    public float[][] logits(PackedBatch batch) {
        PaddedBatch padded = new PaddedBatch(batch);
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            inputs.put(TOKEN_IDS, OnnxTensor.createTensor(environment, padded.tokenIds()));
            inputs.put(MASK, OnnxTensor.createTensor(environment, padded.attentionMask()));
            if (session.getInputNames().contains(TYPE_IDS)) {
                inputs.put(TYPE_IDS, OnnxTensor.createTensor(environment, padded.typeIds()));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                if (result.get(0).getValue() instanceof float[][] logits) {
                    return logits;
                }
                throw new VerdictException("The first output of " + file + ", "
                        + session.getOutputNames().iterator().next()
                        + ", is no matrix of float32 numbers: that is no classifier");
            }
        } catch (OrtException e) {
            throw new VerdictException(
                    "ONNX Runtime cannot compute " + padded.sequences() + " texts of up to " + padded.length()
                            + " tokens with " + file + ": " + e.getMessage(),
                    e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new VerdictException("ONNX Runtime does not let go of " + file + ": " + e.getMessage(), e);
        }
    }

    private void requireInputs() {
        Set<String> names = session.getInputNames();
        boolean known = names.contains(TOKEN_IDS)
                && names.contains(MASK)
                && Set.of(TOKEN_IDS, MASK, TYPE_IDS).containsAll(names);
        if (!known) {
            throw new VerdictException(file + " takes " + names + "; a text classifier takes " + TOKEN_IDS + ", " + MASK
                    + " and perhaps " + TYPE_IDS);
        }
    }
}
