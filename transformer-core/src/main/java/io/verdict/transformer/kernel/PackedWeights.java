package io.verdict.transformer.kernel;

import java.util.IdentityHashMap;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Weights that were packed at their first use and are taken to stay as they were. Safe for concurrent calls. */
final class PackedWeights {
    private final int columns;
    private final IdentityHashMap<INDArray, PackedWeight> packed = new IdentityHashMap<>();

    /**
     * @param columns of a group of a packed weight
     */
    PackedWeights(int columns) {
        this.columns = columns;
    }

    /** The weight packed; nothing if it is too narrow to be worth it. */
    synchronized Optional<PackedWeight> of(INDArray weight) {
        if (Rows.count(weight) < columns) {
            return Optional.empty();
        }
        return Optional.of(packed.computeIfAbsent(weight, array -> PackedWeight.of(array, columns)));
    }
}
