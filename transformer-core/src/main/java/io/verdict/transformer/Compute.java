package io.verdict.transformer;

import io.verdict.transformer.kernel.FastKernels;
import io.verdict.transformer.kernel.Kernels;
import io.verdict.transformer.kernel.Nd4jKernels;
import io.verdict.transformer.kernel.PlainKernels;
import io.verdict.transformer.kernel.Workers;
import io.verdict.transformer.op.TransformerOps;
import java.util.Locale;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How this process computes: the threads, and the kernels that were chosen. */
public final class Compute {
    /** The system property that forces the kernels: {@code fast}, {@code plain} or {@code nd4j}. */
    public static final String KERNELS_PROPERTY = "verdict.kernels";

    private static final Logger LOG = LoggerFactory.getLogger(Compute.class);

    private Compute() {}

    /**
     * Sets how many threads all kernels together may use; by default every processor.
     *
     * @throws VerdictException if it is not positive
     */
    public static void setThreads(int threads) {
        if (threads < 1) {
            throw new VerdictException("The number of threads is " + threads + ", must be at least 1");
        }
        Workers.setThreads(threads);
    }

    public static int threads() {
        return Workers.threads();
    }

    /**
     * For a process that computes a few texts and ends: from now on loops are used that are fast at their first call,
     * not those that the compiler must have seen a while. Has an effect only before anything else computes, and none
     * where the system property {@code verdict.loops} is set.
     */
    public static void expectFewTexts() {
        FastKernels.preferPlainLoops();
    }

    /** The name of the kernels in use: {@code fast}, {@code plain} or {@code nd4j}. */
    public static String kernelsName() {
        return kernels().name();
    }

    /**
     * Does now what the first session would do otherwise: starts ND4J, makes the ops known to it and chooses the
     * kernels. Worth calling where another thread is busy with something else, such as reading a model; again it does
     * nothing.
     */
    public static void prepare() {
        Nd4j.getBackend();
        TransformerOps.register();
        LOG.debug("Ready with the kernels {}", kernelsName());
    }

    /** Whether the values of an array can be written through {@code data().asNioFloat()}: on the CPU, not on a GPU. */
    public static boolean arraysAreInHostMemory() {
        return !kernels().name().equals("nd4j");
    }

    static Kernels kernels() {
        return Chosen.KERNELS;
    }

    private static Kernels choose() {
        String forced = System.getProperty(KERNELS_PROPERTY);
        boolean cpu = Nd4j.getBackend()
                .getClass()
                .getSimpleName()
                .toLowerCase(Locale.ROOT)
                .contains("cpu");
        String name = forced != null ? forced : cpu ? "fast" : "nd4j";
        LOG.info(
                "Kernels: {}, {}; {} threads",
                name,
                forced != null ? "asked for by " + KERNELS_PROPERTY : "for the backend " + Nd4j.getBackend(),
                threads());
        return switch (name) {
            case "fast" -> new FastKernels();
            case "plain" -> new PlainKernels();
            case "nd4j" -> new Nd4jKernels();
            default ->
                throw new VerdictException(
                        "Unknown " + KERNELS_PROPERTY + " \"" + name + "\"; supported: fast, plain, nd4j");
        };
    }

    private static final class Chosen {
        static final Kernels KERNELS = choose();
    }
}
