package io.verdict.transformer.kernel;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/** OpenBLAS. Its own threads are switched off, for the whole process. */
final class OpenBlasGemm implements Gemm {
    OpenBlasGemm() {
        openblas.blas_set_num_threads(1);
    }

    @Override
    public String name() {
        return "OpenBLAS";
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
        openblas.cblas_sgemm(
                CblasRowMajor,
                transposeA ? CblasTrans : CblasNoTrans,
                transposeB ? CblasTrans : CblasNoTrans,
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
    }
}
