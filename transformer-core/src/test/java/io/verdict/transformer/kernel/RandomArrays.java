package io.verdict.transformer.kernel;

import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Seeded random arrays for tests. */
public final class RandomArrays {
    private final Random random;

    public RandomArrays(long seed) {
        this.random = new Random(seed);
    }

    /** Standard normal values. */
    public INDArray normal(int... shape) {
        long length = 1;
        for (int size : shape) {
            length *= size;
        }
        float[] values = new float[(int) length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        long[] sizes = java.util.Arrays.stream(shape).asLongStream().toArray();
        return Nd4j.createFromArray(values).reshape(sizes).dup('c');
    }

    /** Values in [0, 1). */
    public INDArray uniform(int rows, int columns) {
        float[][] values = new float[rows][columns];
        for (float[] row : values) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextFloat();
            }
        }
        return Nd4j.createFromArray(values);
    }

    /** Ints in [0, bound). */
    public INDArray ints(int length, int bound) {
        return Nd4j.createFromArray(random.ints(length, 0, bound).toArray());
    }

    /** The offsets of {@code sequences} sequences of 1 to {@code longest} tokens. */
    public INDArray offsets(int sequences, int longest) {
        int[] offsets = new int[sequences + 1];
        for (int i = 0; i < sequences; i++) {
            offsets[i + 1] = offsets[i] + 1 + random.nextInt(longest);
        }
        return Nd4j.createFromArray(offsets);
    }

    public int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** An array to be overwritten, full of values that must not survive. */
    public static INDArray blank(long... shape) {
        return Nd4j.zeros(org.nd4j.linalg.api.buffer.DataType.FLOAT, shape).assign(Float.NaN);
    }
}
