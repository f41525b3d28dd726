package io.verdict.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.List;
import java.util.Map;

/** A classifier with {@link OnnxHead} in ONNX Runtime, all its optimizations on. */
final class OnnxRuntimeModel implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    /** @param threads 0 for ONNX Runtime's own choice */
    OnnxRuntimeModel(byte[] model, int threads) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            if (threads > 0) {
                options.setIntraOpNumThreads(threads);
            }
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(model, options);
        } catch (OrtException e) {
            throw new BenchmarkException("ONNX Runtime does not take the model: " + e.getMessage(), e);
        }
    }

    /**
     * The logits {@code [batch][classes]}.
     *
     * @param ids texts of the same length
     */
    float[][] logits(List<int[]> ids) {
        int length = ids.get(0).length;
        long[][] tokens = new long[ids.size()][length];
        long[][] mask = new long[ids.size()][length];
        for (int i = 0; i < tokens.length; i++) {
            for (int j = 0; j < length; j++) {
                tokens[i][j] = ids.get(i)[j];
                mask[i][j] = 1;
            }
        }
        try (OnnxTensor tokenTensor = OnnxTensor.createTensor(environment, tokens);
                OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask);
                OnnxTensor typeTensor = OnnxTensor.createTensor(environment, new long[tokens.length][length]);
                OrtSession.Result result = session.run(
                        Map.of("input_ids", tokenTensor, "attention_mask", maskTensor, "token_type_ids", typeTensor))) {
            return (float[][]) result.get(0).getValue();
        } catch (OrtException e) {
            throw new BenchmarkException("ONNX Runtime does not run the model: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new BenchmarkException("ONNX Runtime does not let go of the model: " + e.getMessage(), e);
        }
    }
}
