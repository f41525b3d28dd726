package io.verdict.onnx;

import io.verdict.transformer.Compute;
import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a parameter's numbers are.
 *
 * @param tensor the name in the file; empty if the file has no such tensor and the numbers follow from the graph
 * @param constant the numbers
 * @param transposed whether the parameter is the matrix transposed
 */
record ParameterBinding(String tensor, Constant constant, boolean transposed) {
    /** Rows and columns of the blocks in which a matrix is transposed; two blocks fit a first-level cache. */
    private static final int BLOCK = 32;

    /** The parameter's shape. */
    List<Long> shape() {
        List<Long> shape = constant.shape();
        return transposed ? List.of(shape.get(1), shape.get(0)) : shape;
    }

    /** The numbers as a float32 array of their own, in C order. */
    INDArray load() {
        long[] shape = shape().stream().mapToLong(Long::longValue).toArray();
        if (!Compute.arraysAreInHostMemory()) {
            return Nd4j.create(transposed ? turned() : inOrder(), shape);
        }
        // Nd4j.create copies a value at a time, which takes long in a JVM that has just started.
        INDArray array = Nd4j.createUninitialized(DataType.FLOAT, shape);
        FloatBuffer target = array.data().asNioFloat();
        if (transposed) {
            target.put(turned());
        } else {
            constant.copyTo(target);
        }
        return array;
    }

    private float[] inOrder() {
        float[] numbers = new float[Math.toIntExact(constant.size())];
        constant.copyTo(FloatBuffer.wrap(numbers));
        return numbers;
    }

    private float[] turned() {
        float[] source = inOrder();
        int rows = constant.shape().get(0).intValue();
        int columns = constant.shape().get(1).intValue();
        float[] turned = new float[source.length];
        for (int row = 0; row < rows; row += BLOCK) {
            for (int column = 0; column < columns; column += BLOCK) {
                int lastRow = Math.min(row + BLOCK, rows);
                int lastColumn = Math.min(column + BLOCK, columns);
                for (int i = row; i < lastRow; i++) {
                    for (int j = column; j < lastColumn; j++) {
                        turned[j * rows + i] = source[i * columns + j];
                    }
                }
            }
        }
        return turned;
    }
}
