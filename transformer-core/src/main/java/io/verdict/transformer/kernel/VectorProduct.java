package io.verdict.transformer.kernel;

import io.verdict.transformer.kernel.RowMath.Block;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix products on the Vector API, of matrices within arrays on the heap. The result is computed in tiles whose sums
 * stay in registers: four rows by four vectors; by two where there are no more columns, only 16 registers, or a scale,
 * with which the compiler no longer inlines all of a wide tile. What is less than two vectors of columns is left to
 * {@link ScalarRows}.
 */
final class VectorProduct {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final int TILE_ROWS = 4;
    private static final int NARROW = 2 * LANES;
    private static final int WIDE = 4 * LANES;
    /** AVX2 has 16 registers, too few for a wide tile; AVX-512, NEON and SVE have 32. */
    private static final int AVX2_BITS = 256;

    private VectorProduct() {}

    /** Columns of the widest tile. */
    static int tileColumns() {
        return FLOATS.vectorBitSize() == AVX2_BITS ? NARROW : WIDE;
    }

    /** See {@link RowMath#multiply}. */
    static void multiply(int m, int n, int k, float scale, Block a, Block b, Block c) {
        int j = 0;
        for (; scale == 1 && tileColumns() == WIDE && j + WIDE <= n; j += WIDE) {
            int i = 0;
            for (; i + TILE_ROWS <= m; i += TILE_ROWS) {
                wideTile(i, j, k, a, b, c);
            }
            for (; i < m; i++) {
                wideRow(i, j, k, a, b, c);
            }
        }
        for (; j + NARROW <= n; j += NARROW) {
            int i = 0;
            for (; i + TILE_ROWS <= m; i += TILE_ROWS) {
                narrowTile(i, j, k, scale, a, b, c);
            }
            for (; i < m; i++) {
                narrowRow(i, j, k, scale, a, b, c);
            }
        }
        if (j < n) {
            ScalarRows.multiply(0, m, j, n, k, scale, a, b, c);
        }
    }

    /** Four rows and four vectors of columns: sixteen sums, and eight loads for sixteen multiplications. */
    private static void wideTile(int i, int j, int k, Block a, Block b, Block c) {
        float[] left = a.values();
        float[] right = b.values();
        int along = a.columnStride();
        int down = a.rowStride();
        int step = b.rowStride();
        int at = a.start() + i * down;
        int from = b.start() + j;
        FloatVector sum00 = FloatVector.zero(FLOATS);
        FloatVector sum01 = sum00;
        FloatVector sum02 = sum00;
        FloatVector sum03 = sum00;
        FloatVector sum10 = sum00;
        FloatVector sum11 = sum00;
        FloatVector sum12 = sum00;
        FloatVector sum13 = sum00;
        FloatVector sum20 = sum00;
        FloatVector sum21 = sum00;
        FloatVector sum22 = sum00;
        FloatVector sum23 = sum00;
        FloatVector sum30 = sum00;
        FloatVector sum31 = sum00;
        FloatVector sum32 = sum00;
        FloatVector sum33 = sum00;
        for (int l = 0; l < k; l++) {
            FloatVector right0 = FloatVector.fromArray(FLOATS, right, from);
            FloatVector right1 = FloatVector.fromArray(FLOATS, right, from + LANES);
            FloatVector right2 = FloatVector.fromArray(FLOATS, right, from + 2 * LANES);
            FloatVector right3 = FloatVector.fromArray(FLOATS, right, from + 3 * LANES);
            FloatVector left0 = FloatVector.broadcast(FLOATS, left[at]);
            sum00 = left0.fma(right0, sum00);
            sum01 = left0.fma(right1, sum01);
            sum02 = left0.fma(right2, sum02);
            sum03 = left0.fma(right3, sum03);
            FloatVector left1 = FloatVector.broadcast(FLOATS, left[at + down]);
            sum10 = left1.fma(right0, sum10);
            sum11 = left1.fma(right1, sum11);
            sum12 = left1.fma(right2, sum12);
            sum13 = left1.fma(right3, sum13);
            FloatVector left2 = FloatVector.broadcast(FLOATS, left[at + 2 * down]);
            sum20 = left2.fma(right0, sum20);
            sum21 = left2.fma(right1, sum21);
            sum22 = left2.fma(right2, sum22);
            sum23 = left2.fma(right3, sum23);
            FloatVector left3 = FloatVector.broadcast(FLOATS, left[at + 3 * down]);
            sum30 = left3.fma(right0, sum30);
            sum31 = left3.fma(right1, sum31);
            sum32 = left3.fma(right2, sum32);
            sum33 = left3.fma(right3, sum33);
            at += along;
            from += step;
        }
        int to = c.start() + i * c.rowStride() + j;
        sum00.intoArray(c.values(), to);
        sum01.intoArray(c.values(), to + LANES);
        sum02.intoArray(c.values(), to + 2 * LANES);
        sum03.intoArray(c.values(), to + 3 * LANES);
        sum10.intoArray(c.values(), to + c.rowStride());
        sum11.intoArray(c.values(), to + c.rowStride() + LANES);
        sum12.intoArray(c.values(), to + c.rowStride() + 2 * LANES);
        sum13.intoArray(c.values(), to + c.rowStride() + 3 * LANES);
        sum20.intoArray(c.values(), to + 2 * c.rowStride());
        sum21.intoArray(c.values(), to + 2 * c.rowStride() + LANES);
        sum22.intoArray(c.values(), to + 2 * c.rowStride() + 2 * LANES);
        sum23.intoArray(c.values(), to + 2 * c.rowStride() + 3 * LANES);
        sum30.intoArray(c.values(), to + 3 * c.rowStride());
        sum31.intoArray(c.values(), to + 3 * c.rowStride() + LANES);
        sum32.intoArray(c.values(), to + 3 * c.rowStride() + 2 * LANES);
        sum33.intoArray(c.values(), to + 3 * c.rowStride() + 3 * LANES);
    }

    private static void wideRow(int i, int j, int k, Block a, Block b, Block c) {
        int at = a.start() + i * a.rowStride();
        int from = b.start() + j;
        FloatVector sum0 = FloatVector.zero(FLOATS);
        FloatVector sum1 = sum0;
        FloatVector sum2 = sum0;
        FloatVector sum3 = sum0;
        for (int l = 0; l < k; l++) {
            FloatVector left = FloatVector.broadcast(FLOATS, a.values()[at]);
            sum0 = left.fma(FloatVector.fromArray(FLOATS, b.values(), from), sum0);
            sum1 = left.fma(FloatVector.fromArray(FLOATS, b.values(), from + LANES), sum1);
            sum2 = left.fma(FloatVector.fromArray(FLOATS, b.values(), from + 2 * LANES), sum2);
            sum3 = left.fma(FloatVector.fromArray(FLOATS, b.values(), from + 3 * LANES), sum3);
            at += a.columnStride();
            from += b.rowStride();
        }
        sum0.intoArray(c.values(), c.start() + i * c.rowStride() + j);
        sum1.intoArray(c.values(), c.start() + i * c.rowStride() + j + LANES);
        sum2.intoArray(c.values(), c.start() + i * c.rowStride() + j + 2 * LANES);
        sum3.intoArray(c.values(), c.start() + i * c.rowStride() + j + 3 * LANES);
    }

    /** Four rows and two vectors of columns: eight sums in registers, and six loads for eight multiplications. */
    private static void narrowTile(int i, int j, int k, float scale, Block a, Block b, Block c) {
        float[] left = a.values();
        float[] right = b.values();
        int along = a.columnStride();
        int down = a.rowStride();
        int at = a.start() + i * down;
        int from = b.start() + j;
        FloatVector sum00 = FloatVector.zero(FLOATS);
        FloatVector sum01 = sum00;
        FloatVector sum10 = sum00;
        FloatVector sum11 = sum00;
        FloatVector sum20 = sum00;
        FloatVector sum21 = sum00;
        FloatVector sum30 = sum00;
        FloatVector sum31 = sum00;
        for (int l = 0; l < k; l++) {
            FloatVector right0 = FloatVector.fromArray(FLOATS, right, from);
            FloatVector right1 = FloatVector.fromArray(FLOATS, right, from + LANES);
            FloatVector left0 = FloatVector.broadcast(FLOATS, scale * left[at]);
            sum00 = left0.fma(right0, sum00);
            sum01 = left0.fma(right1, sum01);
            FloatVector left1 = FloatVector.broadcast(FLOATS, scale * left[at + down]);
            sum10 = left1.fma(right0, sum10);
            sum11 = left1.fma(right1, sum11);
            FloatVector left2 = FloatVector.broadcast(FLOATS, scale * left[at + 2 * down]);
            sum20 = left2.fma(right0, sum20);
            sum21 = left2.fma(right1, sum21);
            FloatVector left3 = FloatVector.broadcast(FLOATS, scale * left[at + 3 * down]);
            sum30 = left3.fma(right0, sum30);
            sum31 = left3.fma(right1, sum31);
            at += along;
            from += b.rowStride();
        }
        int to = c.start() + i * c.rowStride() + j;
        sum00.intoArray(c.values(), to);
        sum01.intoArray(c.values(), to + LANES);
        sum10.intoArray(c.values(), to + c.rowStride());
        sum11.intoArray(c.values(), to + c.rowStride() + LANES);
        sum20.intoArray(c.values(), to + 2 * c.rowStride());
        sum21.intoArray(c.values(), to + 2 * c.rowStride() + LANES);
        sum30.intoArray(c.values(), to + 3 * c.rowStride());
        sum31.intoArray(c.values(), to + 3 * c.rowStride() + LANES);
    }

    private static void narrowRow(int i, int j, int k, float scale, Block a, Block b, Block c) {
        int at = a.start() + i * a.rowStride();
        int from = b.start() + j;
        FloatVector sum0 = FloatVector.zero(FLOATS);
        FloatVector sum1 = sum0;
        for (int l = 0; l < k; l++) {
            FloatVector left = FloatVector.broadcast(FLOATS, scale * a.values()[at]);
            sum0 = left.fma(FloatVector.fromArray(FLOATS, b.values(), from), sum0);
            sum1 = left.fma(FloatVector.fromArray(FLOATS, b.values(), from + LANES), sum1);
            at += a.columnStride();
            from += b.rowStride();
        }
        sum0.intoArray(c.values(), c.start() + i * c.rowStride() + j);
        sum1.intoArray(c.values(), c.start() + i * c.rowStride() + j + LANES);
    }
}
