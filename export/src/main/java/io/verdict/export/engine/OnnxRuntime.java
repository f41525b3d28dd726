package io.verdict.export.engine;

import ai.onnxruntime.OrtEnvironment;
import io.verdict.transformer.VerdictException;

/** Whether ONNX Runtime is there. It is large and optional, and loaded only when somebody asks for it. */
public final class OnnxRuntime {
    /** The engine's name on the command line. */
    public static final String NAME = "onnxruntime";

    private OnnxRuntime() {}

    /**
     * Does nothing where ONNX Runtime can be used.
     *
     * @param wanted what it is needed for, as the message begins
     * @throws VerdictException if it is not on the class path, or its native library does not load; the message says
     *     what to do
     */
    public static void require(String wanted) {
        try {
            OrtEnvironment.getEnvironment();
        } catch (NoClassDefFoundError e) {
            throw new VerdictException(
                    wanted + " needs ONNX Runtime, which is not on the class path. With ./verdict: set"
                            + " VERDICT_ONNXRUNTIME=yes and run it again, which downloads 54 MB, once. In a program: add"
                            + " com.microsoft.onnxruntime:onnxruntime:1.29.0",
                    e);
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new VerdictException(
                    wanted + " needs ONNX Runtime, whose native library does not load here: " + cause.getMessage()
                            + ". It comes for Linux (x86-64, arm64), macOS (arm64) and Windows (x86-64)",
                    e);
        }
    }

    /** The version that runs. */
    static String version() {
        return OrtEnvironment.getEnvironment().getVersion();
    }
}
