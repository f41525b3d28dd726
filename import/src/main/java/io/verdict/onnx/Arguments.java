package io.verdict.onnx;

import java.util.List;
import java.util.Optional;

/** The values a node reads while a {@link Probe} runs it. */
record Arguments(List<Optional<ProbeValue>> values) {
    Arguments {
        values = List.copyOf(values);
    }

    /** Argument {@code index}, which must be there. */
    ProbeValue get(int index) {
        return values.get(index).orElseThrow();
    }

    Optional<ProbeValue> find(int index) {
        return index < values.size() ? values.get(index) : Optional.empty();
    }

    List<ProbeValue> all() {
        return values.stream().map(Optional::orElseThrow).toList();
    }

    /** The known integers of argument {@code index}. */
    long[] longs(int index) {
        return get(index).asLongs();
    }

    /** Axes, which older operator sets give as an attribute and newer ones as argument {@code index}; none: empty. */
    long[] axes(Node node, int index) {
        return node.wholes("axes")
                .map(axes -> axes.stream().mapToLong(Long::longValue).toArray())
                .orElseGet(() -> find(index).map(ProbeValue::asLongs).orElse(new long[0]));
    }
}
