package io.verdict.transformer.kernel;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The memory outside the Java heap that lies behind a CPU array. */
final class Memory {
    private Memory() {}

    /** A view of the array's values; absolute access is safe from several threads. */
    static FloatBuffer floats(INDArray array) {
        return dense(array).data().asNioFloat();
    }

    /** As {@link #floats} for int arrays. */
    static IntBuffer ints(INDArray array) {
        return dense(array).data().asNioInt();
    }

    /** The address of the array's first value. */
    static FloatPointer pointer(INDArray array) {
        return new FloatPointer(dense(array).data().pointer());
    }

    /** A copy of an int array. */
    static int[] toInts(INDArray array) {
        int[] values = new int[Math.toIntExact(array.length())];
        ints(array).get(0, values);
        return values;
    }

    private static INDArray dense(INDArray array) {
        if (array.offset() != 0 || (array.ordering() != 'c' && array.rank() > 1)) {
            throw new IllegalArgumentException(
                    "Not a dense array in C order at offset 0: " + array.shapeInfoToString());
        }
        return array;
    }
}
