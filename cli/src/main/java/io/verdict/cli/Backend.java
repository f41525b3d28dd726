package io.verdict.cli;

import io.verdict.transformer.Compute;
import io.verdict.transformer.VerdictException;
import org.nd4j.linalg.factory.Nd4j;

/** Starts ND4J on the backend that the build has put on the class path: the CPU, or with {@code -Pcuda} a GPU. */
final class Backend {
    private static final String CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";

    private Backend() {}

    /**
     * Starts it; again does nothing but set the threads.
     *
     * @throws VerdictException if there is no backend or it cannot start here
     */
    static void start(GlobalOptions options) {
        boolean cuda = isOnClassPath(CUDA);
        if (cuda) {
            GpuEnvironment.ofMachine().requireUsable();
        }
        Integer threads = options.threads;
        if (threads != null) {
            Compute.setThreads(threads);
        }
        try {
            Nd4j.getBackend();
        } catch (LinkageError | RuntimeException e) {
            String reason = rootCause(e).toString();
            throw cuda
                    ? GpuEnvironment.ofMachine()
                            .unusable("The CUDA backend does not start: " + reason
                                    + "\nIt needs the libraries of CUDA 11.6 and cuDNN 8.3 beside the driver.")
                    : new VerdictException(
                            "ND4J's CPU backend does not start: " + reason
                                    + "\nIts native libraries serve Linux, macOS and Windows on x86_64 and Linux on"
                                    + " arm64; see docs/troubleshooting.md#nd4j-does-not-start",
                            e);
        }
    }

    private static boolean isOnClassPath(String type) {
        return Backend.class.getClassLoader().getResource(type.replace('.', '/') + ".class") != null;
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
