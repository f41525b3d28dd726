package io.verdict.transformer.kernel;

/**
 * The inner loops of {@link FastKernels}, over values in Java arrays. {@link ScalarRows} is plain Java;
 * {@code VectorRows} uses the Vector API, where the JVM was started with it.
 */
interface RowMath {
    /** The name for logs. */
    String name();

    /** {@code values[i] = function(values[i])} for the first {@code length}. */
    void apply(Pointwise function, float[] values, int length);

    /** {@code gradient[i] *= function'(at[i])} for the first {@code length}. */
    void multiplyByDerivative(Pointwise function, float[] at, float[] gradient, int length);

    /** The sum of {@code values}. */
    float sum(float[] values);

    /** The sum of products. */
    float dot(float[] x, float[] y);

    /** The softmax of {@code length} values from {@code start} on, in place. */
    void softmax(float[] values, int start, int length);

    /**
     * The gradient of {@link #softmax}, in place: {@code gradient[i] = p[i] * (gradient[i] - sum_j gradient[j] * p[j])}.
     */
    void softmaxGradient(float[] probabilities, float[] gradient, int start, int length);

    /** Applies a dropout that drops something to {@code length} values from {@code start} on: the columns of a row. */
    void drop(float[] values, int start, int length, DropoutDraw draw, long row);
}
