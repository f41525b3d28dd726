package io.verdict.transformer.session;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which values of a graph share memory. The first run decides it: a value takes the slot of a dead one that had the
 * same type and shape, else a new slot. Later runs keep to it, whatever their shapes, so a session holds as much as its
 * largest batches needed, and no more.
 *
 * <p>Values of the same shape in the first run mostly have the same shape in every run; where they do not, the slot
 * grows to the larger, and only memory is lost.
 */
final class SlotPlan implements AutoCloseable {
    private final @Nullable Slot[] slots;
    private final Map<List<Object>, Deque<Slot>> free = new HashMap<>();
    private boolean decided;

    /**
     * @param values how many values the graph has
     */
    SlotPlan(int values) {
        this.slots = new Slot[values];
    }

    /** An array for a value. */
    INDArray array(int value, DataType type, long... shape) {
        Slot slot = slots[value];
        if (slot == null) {
            Deque<Slot> candidates = free.get(key(type, shape));
            slot = candidates == null || candidates.isEmpty() ? new Slot(type) : candidates.pop();
            slots[value] = slot;
        }
        return slot.array(shape);
    }

    /** Says that a value is dead: another one of the same type and shape may take its slot. */
    void release(int value, INDArray array) {
        Slot slot = slots[value];
        if (!decided && slot != null) {
            free.computeIfAbsent(key(array.dataType(), array.shape()), ignored -> new ArrayDeque<>())
                    .push(slot);
        }
    }

    /** Says that the first run is over. */
    void decide() {
        decided = true;
        free.clear();
    }

    /** The bytes of all slots. */
    long bytes() {
        return Arrays.stream(slots)
                .distinct()
                .mapToLong(slot -> slot == null ? 0 : slot.bytes())
                .sum();
    }

    /** Frees the memory and forgets what was decided, as after a run that broke off. */
    @Override
    public void close() {
        for (Slot slot : slots) {
            if (slot != null) {
                slot.close();
            }
        }
        Arrays.fill(slots, null);
        free.clear();
        decided = false;
    }

    private static List<Object> key(DataType type, long[] shape) {
        return List.of(type, Arrays.toString(shape));
    }
}
