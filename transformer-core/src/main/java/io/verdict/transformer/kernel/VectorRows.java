package io.verdict.transformer.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops on the Vector API. What a row has beyond whole vectors is left to {@link ScalarRows} and {@link FastMath}, whose
 * polynomials these are. Only arrays on the heap are touched: that part of the API is the same from JDK 17 on.
 *
 * <p>Made by name in {@link Rows}, since the API is there only where the JVM was started with it.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // coefficients as they were published
final class VectorRows implements RowMath {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    private static final int LANES = FLOATS.length();
    /** What dropout adds to a row's seed in each lane. */
    private static final IntVector COLUMNS = IntVector.zero(INTS).addIndex(1).mul(DropoutDraw.COLUMN_STEP);

    private static final int SIGN_BIT = Integer.SIZE - 1;
    private static final int MANTISSA_BITS = 23;

    private final RowMath rest = new ScalarRows();

    @Override
    public String name() {
        return "vector (" + FLOATS.vectorBitSize() + " bits)";
    }

    @Override
    public void apply(Pointwise function, float[] values, int start, int length) {
        int whole = start + FLOATS.loopBound(length);
        switch (function) {
            case GELU -> {
                for (int j = start; j < whole; j += LANES) {
                    FloatVector x = FloatVector.fromArray(FLOATS, values, j);
                    gaussian(x).mul(x).intoArray(values, j);
                }
            }
            case GELU_TANH -> {
                for (int j = start; j < whole; j += LANES) {
                    FloatVector x = FloatVector.fromArray(FLOATS, values, j);
                    tanh(geluTanhArgument(x)).add(1).mul(x).mul(0.5f).intoArray(values, j);
                }
            }
            case NONE, RELU, TANH -> whole = start;
        }
        FastMath.apply(function, values, whole, start + length);
    }

    @Override
    public void multiplyByDerivative(Pointwise function, float[] at, float[] gradient, int length) {
        int whole = FLOATS.loopBound(length);
        switch (function) {
            case GELU -> {
                for (int j = 0; j < whole; j += LANES) {
                    FloatVector x = FloatVector.fromArray(FLOATS, at, j);
                    FloatVector density = exp(x.mul(x).mul(-0.5f)).mul(FastMath.GAUSS);
                    FloatVector slope = density.fma(x, gaussian(x));
                    FloatVector.fromArray(FLOATS, gradient, j).mul(slope).intoArray(gradient, j);
                }
            }
            case GELU_TANH -> {
                for (int j = 0; j < whole; j += LANES) {
                    FloatVector x = FloatVector.fromArray(FLOATS, at, j);
                    FloatVector tanh = tanh(geluTanhArgument(x));
                    FloatVector inner = x.mul(x).mul(3 * FastMath.CUBIC).add(1).mul(FastMath.SQRT_TWO_OVER_PI);
                    FloatVector outer = tanh.mul(tanh).neg().add(1).mul(x);
                    FloatVector slope = outer.fma(inner, tanh.add(1)).mul(0.5f);
                    FloatVector.fromArray(FLOATS, gradient, j).mul(slope).intoArray(gradient, j);
                }
            }
            case NONE, RELU, TANH -> whole = 0;
        }
        FastMath.multiplyByDerivative(function, at, gradient, whole, length);
    }

    @Override
    public float sum(float[] values) {
        int whole = FLOATS.loopBound(values.length);
        FloatVector sums = FloatVector.zero(FLOATS);
        for (int j = 0; j < whole; j += LANES) {
            sums = sums.add(FloatVector.fromArray(FLOATS, values, j));
        }
        float sum = sums.reduceLanes(VectorOperators.ADD);
        for (int j = whole; j < values.length; j++) {
            sum += values[j];
        }
        return sum;
    }

    @Override
    public float dot(float[] x, float[] y) {
        return dot(x, y, 0, x.length);
    }

    @Override
    public void softmax(float[] values, int start, int length) {
        if (length < LANES) {
            rest.softmax(values, start, length);
            return;
        }
        int end = start + length;
        int whole = start + FLOATS.loopBound(length);
        FloatVector largests = FloatVector.fromArray(FLOATS, values, start);
        for (int j = start + LANES; j < whole; j += LANES) {
            FloatVector next = FloatVector.fromArray(FLOATS, values, j);
            largests = largests.blend(next, next.compare(VectorOperators.GT, largests));
        }
        float largest = largests.reduceLanes(VectorOperators.MAX);
        for (int j = whole; j < end; j++) {
            largest = Math.max(largest, values[j]);
        }
        FloatVector sums = FloatVector.zero(FLOATS);
        for (int j = start; j < whole; j += LANES) {
            FloatVector power = exp(FloatVector.fromArray(FLOATS, values, j).sub(largest));
            power.intoArray(values, j);
            sums = sums.add(power);
        }
        float sum = sums.reduceLanes(VectorOperators.ADD);
        for (int j = whole; j < end; j++) {
            values[j] = FastMath.exp(values[j] - largest);
            sum += values[j];
        }
        float factor = 1 / sum;
        for (int j = start; j < whole; j += LANES) {
            FloatVector.fromArray(FLOATS, values, j).mul(factor).intoArray(values, j);
        }
        for (int j = whole; j < end; j++) {
            values[j] *= factor;
        }
    }

    @Override
    public void softmaxGradient(float[] probabilities, float[] gradient, int start, int length) {
        int end = start + length;
        int whole = start + FLOATS.loopBound(length);
        float weighted = dot(probabilities, gradient, start, end);
        for (int j = start; j < whole; j += LANES) {
            FloatVector.fromArray(FLOATS, gradient, j)
                    .sub(weighted)
                    .mul(FloatVector.fromArray(FLOATS, probabilities, j))
                    .intoArray(gradient, j);
        }
        for (int j = whole; j < end; j++) {
            gradient[j] = probabilities[j] * (gradient[j] - weighted);
        }
    }

    @Override
    public void drop(float[] values, int start, int length, DropoutDraw draw, long row) {
        int whole = FLOATS.loopBound(length);
        IntVector first = COLUMNS.add(draw.rowSeed(row));
        int threshold = draw.threshold();
        float scale = draw.scale();
        for (int j = 0; j < whole; j += LANES) {
            IntVector bits = first.add(j * DropoutDraw.COLUMN_STEP);
            bits = xorShifted(bits, DropoutDraw.SHIFT_1).mul(DropoutDraw.FACTOR_1);
            bits = xorShifted(bits, DropoutDraw.SHIFT_2).mul(DropoutDraw.FACTOR_2);
            bits = xorShifted(bits, DropoutDraw.SHIFT_3);
            // All ones where the draw is below the threshold: that value becomes +0.
            IntVector dropped = bits.lanewise(VectorOperators.LSHR, DropoutDraw.UNUSED_BITS)
                    .sub(threshold)
                    .lanewise(VectorOperators.ASHR, SIGN_BIT);
            FloatVector.fromArray(FLOATS, values, start + j)
                    .mul(scale)
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.AND_NOT, dropped)
                    .reinterpretAsFloats()
                    .intoArray(values, start + j);
        }
        ScalarRows.drop(values, start, whole, length, draw, row);
    }

    @Override
    public void multiply(int m, int n, int k, float scale, Block a, Block b, Block c) {
        VectorProduct.multiply(m, n, k, scale, a, b, c);
    }

    @Override
    public void transpose(int rows, int columns, Block from, float[] to, int stride) {
        int[] down = new int[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            down[lane] = lane * from.rowStride();
        }
        int whole = FLOATS.loopBound(rows);
        for (int i = 0; i < whole; i += LANES) {
            int start = from.start() + i * from.rowStride();
            for (int j = 0; j < columns; j++) {
                FloatVector.fromArray(FLOATS, from.values(), start + j, down, 0).intoArray(to, j * stride + i);
            }
        }
        ScalarRows.transpose(whole, rows, columns, from, to, stride);
    }

    @Override
    public int productColumns() {
        return VectorProduct.tileColumns();
    }

    private static IntVector xorShifted(IntVector bits, int shift) {
        return bits.lanewise(VectorOperators.XOR, bits.lanewise(VectorOperators.LSHR, shift));
    }

    private static float dot(float[] x, float[] y, int start, int end) {
        int whole = start + FLOATS.loopBound(end - start);
        FloatVector sums = FloatVector.zero(FLOATS);
        for (int j = start; j < whole; j += LANES) {
            sums = FloatVector.fromArray(FLOATS, x, j).fma(FloatVector.fromArray(FLOATS, y, j), sums);
        }
        float sum = sums.reduceLanes(VectorOperators.ADD);
        for (int j = whole; j < end; j++) {
            sum += x[j] * y[j];
        }
        return sum;
    }

    /** NaN stays NaN. Java's max and min of floats care for NaN and -0, which costs more than all the rest. */
    private static FloatVector clamp(FloatVector x, float least, float largest) {
        FloatVector above = x.blend(least, x.lt(least));
        return above.blend(largest, above.compare(VectorOperators.GT, largest));
    }

    /** See {@link FastMath#exp}. */
    private static FloatVector exp(FloatVector x) {
        FloatVector clamped = clamp(x, FastMath.LEAST_POWER, FastMath.LARGEST_POWER);
        FloatVector shifted = clamped.mul(FastMath.LOG2_E).add(FastMath.ROUND);
        FloatVector power = shifted.sub(FastMath.ROUND);
        FloatVector r = clamped.sub(power.mul(FastMath.LN2_HIGH)).sub(power.mul(FastMath.LN2_LOW));
        FloatVector p = FloatVector.broadcast(FLOATS, 1.9875691500e-4f);
        p = p.fma(r, FloatVector.broadcast(FLOATS, 1.3981999507e-3f));
        p = p.fma(r, FloatVector.broadcast(FLOATS, 8.3334519073e-3f));
        p = p.fma(r, FloatVector.broadcast(FLOATS, 4.1665795894e-2f));
        p = p.fma(r, FloatVector.broadcast(FLOATS, 1.6666665459e-1f));
        p = p.fma(r, FloatVector.broadcast(FLOATS, 5.0000001201e-1f));
        p = p.mul(r).fma(r, r.add(1));
        IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS);
        return p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
    }

    /** The normal distribution function, {@code (1 + erf(x / sqrt(2))) / 2}; see {@link FastMath#erf}. */
    private static FloatVector gaussian(FloatVector x) {
        FloatVector z = clamp(x.mul(FastMath.SQRT_HALF), -FastMath.ERF_LIMIT, FastMath.ERF_LIMIT);
        FloatVector square = z.mul(z);
        FloatVector p = FloatVector.broadcast(FLOATS, -2.72614225801306e-10f);
        p = p.fma(square, FloatVector.broadcast(FLOATS, 2.77068142495902e-08f));
        p = p.fma(square, FloatVector.broadcast(FLOATS, -2.10102402082508e-06f));
        p = p.fma(square, FloatVector.broadcast(FLOATS, -5.69250639462346e-05f));
        p = p.fma(square, FloatVector.broadcast(FLOATS, -7.34990630326855e-04f));
        p = p.fma(square, FloatVector.broadcast(FLOATS, -2.95459980854025e-03f));
        p = p.fma(square, FloatVector.broadcast(FLOATS, -1.60960333262415e-02f));
        FloatVector q = FloatVector.broadcast(FLOATS, -1.45660718464996e-05f);
        q = q.fma(square, FloatVector.broadcast(FLOATS, -2.13374055278905e-04f));
        q = q.fma(square, FloatVector.broadcast(FLOATS, -1.68282697438203e-03f));
        q = q.fma(square, FloatVector.broadcast(FLOATS, -7.37332916720468e-03f));
        q = q.fma(square, FloatVector.broadcast(FLOATS, -1.42647390514189e-02f));
        return z.mul(p).div(q).add(1).mul(0.5f);
    }

    private static FloatVector tanh(FloatVector x) {
        return FloatVector.broadcast(FLOATS, -2).div(exp(x.add(x)).add(1)).add(1);
    }

    private static FloatVector geluTanhArgument(FloatVector x) {
        return x.mul(x).mul(x).mul(FastMath.CUBIC).add(x).mul(FastMath.SQRT_TWO_OVER_PI);
    }
}
