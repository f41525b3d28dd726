package io.verdict.transformer;

import java.util.List;

/**
 * The encoder's pooled features of some texts, one row of {@code hidden} values a text: what the classification head
 * reads. With a frozen encoder they are computed once ({@link ClassifierSession#features}) and reused. Immutable.
 */
public final class FeatureBatch implements ModelInput {
    private final float[][] rows;

    private FeatureBatch(float[][] rows) {
        this.rows = rows;
    }

    /**
     * The batch of these rows; the rows are not copied and must not be changed.
     *
     * @throws IllegalArgumentException if there is no row, or rows differ in width
     */
    public static FeatureBatch of(List<float[]> rows) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("A batch needs at least one row");
        }
        int width = rows.get(0).length;
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).length != width) {
                throw new IllegalArgumentException(
                        "Row " + i + " has " + rows.get(i).length + " values, row 0 has " + width);
            }
        }
        return new FeatureBatch(rows.toArray(float[][]::new));
    }

    @Override
    public int sequences() {
        return rows.length;
    }

    /** The values of one row. */
    public int width() {
        return rows[0].length;
    }

    /** Row {@code sequence} itself, not a copy. */
    float[] row(int sequence) {
        return rows[sequence];
    }
}
