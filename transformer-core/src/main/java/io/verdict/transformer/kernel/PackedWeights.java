package io.verdict.transformer.kernel;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights that were packed at their first use and are taken to stay as they were. They are copies on the Java heap; what
 * would take more than half of the heap's limit is not packed. Safe for concurrent calls.
 */
final class PackedWeights {
    private final int columns;
    private long bytesLeft = Runtime.getRuntime().maxMemory() / 2;
    private final IdentityHashMap<INDArray, PackedWeight> packed = new IdentityHashMap<>();

    /**
     * @param columns of a group of a packed weight
     */
    PackedWeights(int columns) {
        this.columns = columns;
    }

    /** The weight packed; nothing if it is too narrow to be worth it or there is no room. */
    synchronized Optional<PackedWeight> of(INDArray weight) {
        PackedWeight known = packed.get(weight);
        if (known == null && isWorthIt(weight)) {
            known = PackedWeight.of(weight, columns);
            bytesLeft -= weight.length() * Float.BYTES;
            packed.put(weight, known);
        }
        return Optional.ofNullable(known);
    }

    /** Whether each of them is packed. */
    boolean haveAll(List<INDArray> weights) {
        return weights.stream().allMatch(weight -> of(weight).isPresent());
    }

    private boolean isWorthIt(INDArray weight) {
        return Rows.count(weight) >= columns && weight.length() * Float.BYTES <= bytesLeft;
    }
}
