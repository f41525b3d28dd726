package io.verdict.export.engine;

import ai.onnxruntime.OrtEnvironment;
import io.verdict.transformer.VerdictException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Whether ONNX Runtime is there. It is large and optional, and loaded only when somebody asks for it. */
public final class OnnxRuntime {
    /** The engine's name on the command line. */
    public static final String NAME = "onnxruntime";

    /**
     * Bytes of stack of the thread that starts ONNX Runtime. As it starts, version 1.29 applies a recursive regular
     * expression to the command line of the process, which takes 250 bytes a character: with a class path of 4,000 characters
     * the megabyte of an ordinary thread overflows, and the process dies. A class path has at most 128 KiB on Linux.
     */
    private static final long STACK = 64 << 20;

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
            start();
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

    /** Once it has been started, this costs nothing. */
    private static void start() {
        FutureTask<Boolean> starting = new FutureTask<>(() -> OrtEnvironment.getEnvironment() != null);
        Thread thread = new Thread(null, starting, "verdict-onnxruntime-start", STACK);
        thread.start();
        try {
            starting.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error failed) {
                throw failed;
            }
            throw new VerdictException("ONNX Runtime does not start: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VerdictException("Interrupted while ONNX Runtime started", e);
        }
    }

    /** The version that runs. */
    static String version() {
        return OrtEnvironment.getEnvironment().getVersion();
    }
}
