package io.verdict.transformer.kernel;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;

/**
 * oneDNN. It would compute with OpenMP's threads; since kernels have their own, OpenMP is told to use one for each of
 * them. That is a setting of the calling thread, which only OpenMP's C interface can change.
 */
final class OneDnnGemm implements Gemm {
    private static final byte AS_IT_IS = 'N';
    private static final byte TRANSPOSED = 'T';

    private final String version;
    private final ThreadLocal<Boolean> alone;

    /**
     * @throws LinkageError if the library is not there, or cannot be loaded
     * @throws IllegalStateException if its OpenMP is not one that is known
     */
    OneDnnGemm() {
        Loader.load(dnnl.class);
        dnnl_version_t loaded = dnnl.dnnl_version();
        this.version = loaded.major() + "." + loaded.minor() + "." + loaded.patch();
        Function setThreads = NativeLibrary.getInstance(openMp()).getFunction("omp_set_num_threads");
        this.alone = ThreadLocal.withInitial(() -> {
            setThreads.invokeVoid(new Object[] {1});
            return true;
        });
    }

    @Override
    public String name() {
        return "oneDNN " + version;
    }

    @Override
    public void multiply(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            float scale,
            FloatPointer a,
            int strideA,
            FloatPointer b,
            int strideB,
            FloatPointer c,
            int strideC) {
        if (!alone.get()) {
            throw new IllegalStateException("OpenMP was not told to use one thread");
        }
        int status = dnnl.dnnl_sgemm(
                transposeA ? TRANSPOSED : AS_IT_IS,
                transposeB ? TRANSPOSED : AS_IT_IS,
                m,
                n,
                k,
                scale,
                a,
                strideA,
                b,
                strideB,
                0f,
                c,
                strideC);
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("oneDNN refused a product of " + m + " x " + n + " x " + k + ", strides "
                    + strideA + ", " + strideB + ", " + strideC + ": status " + status);
        }
    }

    /** The path of the OpenMP library that was loaded with oneDNN. */
    private static String openMp() {
        Map<String, String> loaded = Loader.getLoadedLibraries();
        return loaded.entrySet().stream()
                .filter(library -> library.getKey().matches("(gomp|iomp5|omp)(@.*)?"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No OpenMP among " + loaded.keySet()));
    }
}
