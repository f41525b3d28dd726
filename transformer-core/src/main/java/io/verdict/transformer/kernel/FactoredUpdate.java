package io.verdict.transformer.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Adafactor's update of a matrix in three passes over its gradient; what is kept is one number a row and a column. */
final class FactoredUpdate {
    /** Rows whose sums are one part; fixed, so that sums do not depend on the threads. */
    private static final int CHUNK = 64;

    private final FactoredStep step;
    private final FloatBuffer parameter;
    private final FloatBuffer gradient;
    private final int rows;
    private final int columns;
    private final float scale;

    /**
     * @param parameter {@code [rows, columns]}, as {@code gradient}
     */
    FactoredUpdate(FactoredStep step, FloatBuffer parameter, FloatBuffer gradient, int rows, int columns) {
        this.step = step;
        this.parameter = parameter;
        this.gradient = gradient;
        this.rows = rows;
        this.columns = columns;
        this.scale = (float) step.gradientScale();
    }

    /** Changes the parameter, and the means of squared gradients of rows and columns. */
    void run(float[] rowMeans, float[] columnMeans) {
        followMeans(rowMeans, columnMeans);
        double mean = 0;
        for (float value : rowMeans) {
            mean += value / (double) rows;
        }
        float[] ofRow = new float[rows];
        for (int i = 0; i < rows; i++) {
            ofRow[i] = (float) (scale / Math.sqrt(rowMeans[i] / mean));
        }
        float[] ofColumn = new float[columns];
        for (int j = 0; j < columns; j++) {
            ofColumn[j] = (float) (1 / Math.sqrt(columnMeans[j]));
        }
        double length = Math.sqrt(sumOfSquares(ofRow, ofColumn) / ((double) rows * columns));
        float factor = (float) (step.learningRate() / Math.max(1, length / step.threshold()));
        float kept = (float) (1 - step.learningRate() * step.weightDecay());
        chunks((from, to) -> {
            float[] g = new float[columns];
            float[] p = new float[columns];
            for (int i = from; i < to; i++) {
                gradient.get(i * columns, g);
                parameter.get(i * columns, p);
                float ofThis = factor * ofRow[i];
                for (int j = 0; j < columns; j++) {
                    p[j] = p[j] * kept - ofThis * ofColumn[j] * g[j];
                }
                parameter.put(i * columns, p);
            }
        });
    }

    private void followMeans(float[] rowMeans, float[] columnMeans) {
        float keep = (float) step.keep();
        float rest = (float) (1 - step.keep());
        float epsilon = (float) step.epsilon();
        float[][] sums = new float[(rows + CHUNK - 1) / CHUNK][columns];
        chunks((from, to) -> {
            float[] g = new float[columns];
            float[] sum = sums[from / CHUNK];
            for (int i = from; i < to; i++) {
                gradient.get(i * columns, g);
                for (int j = 0; j < columns; j++) {
                    float value = scale * g[j];
                    g[j] = value * value + epsilon;
                }
                Rows.add(g, sum);
                rowMeans[i] = keep * rowMeans[i] + rest * (Rows.sum(g) / columns);
            }
        });
        float[] total = Rows.total(sums, columns);
        for (int j = 0; j < columns; j++) {
            columnMeans[j] = keep * columnMeans[j] + rest * (total[j] / rows);
        }
    }

    private double sumOfSquares(float[] ofRow, float[] ofColumn) {
        double[] sums = new double[(rows + CHUNK - 1) / CHUNK];
        chunks((from, to) -> {
            float[] g = new float[columns];
            for (int i = from; i < to; i++) {
                gradient.get(i * columns, g);
                for (int j = 0; j < columns; j++) {
                    g[j] *= ofRow[i] * ofColumn[j];
                }
                sums[from / CHUNK] += Rows.dot(g, g);
            }
        });
        return Arrays.stream(sums).sum();
    }

    private void chunks(Workers.Range range) {
        Workers.run((rows + CHUNK - 1) / CHUNK, index -> range.run(index * CHUNK, Math.min(rows, (index + 1) * CHUNK)));
    }
}
