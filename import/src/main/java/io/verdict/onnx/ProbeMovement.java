package io.verdict.onnx;

import java.util.Arrays;
import java.util.List;

/** The operators that move numbers and change none: each works on shapes alone where the numbers are not known. */
final class ProbeMovement {
    private ProbeMovement() {}

    static ProbeValue transpose(ProbeValue x, int[] permutation) {
        long[] strides = strides(x.shape());
        long[] shape = new long[x.rank()];
        long[] moved = new long[x.rank()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = x.dimension(permutation[i]);
            moved[i] = strides[permutation[i]];
        }
        return strided(x, shape, moved, 0);
    }

    /** ONNX's Reshape: 0 keeps the dimension (unless {@code allowZero}), -1 is what remains. */
    static ProbeValue reshape(ProbeValue x, long[] target, boolean allowZero) {
        long[] shape = target.clone();
        long others = 1;
        int open = -1;
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] == 0 && !allowZero) {
                shape[i] = x.dimension(i);
            }
            if (shape[i] == -1) {
                open = i;
            } else {
                others = Math.multiplyExact(others, shape[i]);
            }
        }
        if (open >= 0) {
            shape[open] = x.size() / others;
        }
        return x.reshaped(shape);
    }

    static ProbeValue unsqueeze(ProbeValue x, long[] axes) {
        int rank = x.rank() + axes.length;
        boolean[] added = marked(axes, rank);
        long[] shape = new long[rank];
        int from = 0;
        for (int i = 0; i < rank; i++) {
            shape[i] = added[i] ? 1 : x.dimension(from++);
        }
        return x.reshaped(shape);
    }

    /** Without axes, every dimension of 1 goes. */
    static ProbeValue squeeze(ProbeValue x, long[] axes) {
        boolean[] removed = marked(axes, x.rank());
        long[] shape = new long[x.rank()];
        int kept = 0;
        for (int i = 0; i < x.rank(); i++) {
            if (axes.length == 0 ? x.dimension(i) != 1 : !removed[i]) {
                shape[kept++] = x.dimension(i);
            }
        }
        return x.reshaped(Arrays.copyOf(shape, kept));
    }

    static ProbeValue expand(ProbeValue x, long[] target) {
        long[] shape = broadcast(x.shape(), target);
        return strided(x, shape, broadcastStrides(x.shape(), shape), 0);
    }

    static ProbeValue slice(ProbeValue x, long[] starts, long[] ends, long[] axes, long[] steps) {
        long[] shape = x.shape();
        long[] strides = strides(shape);
        long offset = 0;
        for (int i = 0; i < starts.length; i++) {
            int axis = axis(axes[i], x.rank());
            long dimension = x.dimension(axis);
            long step = steps[i];
            long lowest = step > 0 ? 0 : -1;
            long highest = step > 0 ? dimension : dimension - 1;
            long start = clamp(starts[i], dimension, 0, step > 0 ? dimension : dimension - 1);
            long end = clamp(ends[i], dimension, lowest, highest);
            shape[axis] = Math.max(0, step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step);
            offset += start * strides[axis];
            strides[axis] *= step;
        }
        return strided(x, shape, strides, offset);
    }

    private static long clamp(long index, long dimension, long lowest, long highest) {
        long counted = index < 0 ? index + dimension : index;
        return Math.max(lowest, Math.min(highest, counted));
    }

    static ProbeValue gather(ProbeValue x, ProbeValue indices, int axis) {
        long[] outer = Arrays.copyOfRange(x.shape(), 0, axis);
        long[] inner = Arrays.copyOfRange(x.shape(), axis + 1, x.rank());
        long[] shape = concatenate(outer, indices.shape(), inner);
        int innerSize = (int) Math.min(Integer.MAX_VALUE, ProbeValue.size(inner));
        int count = (int) Math.min(Integer.MAX_VALUE, indices.size());
        long dimension = x.dimension(axis);
        if (!x.isKnown() || !indices.isKnown()) {
            return ProbeValue.unknown(x.kind(), shape);
        }
        return ProbeValue.known(x.kind(), shape, i -> {
            int within = i % innerSize;
            long index = (long) indices.at(i / innerSize % count);
            long block = i / innerSize / count;
            long row = block * dimension + (index < 0 ? index + dimension : index);
            return x.at(Math.toIntExact(row * innerSize + within));
        });
    }

    static ProbeValue concat(List<ProbeValue> parts, int axis) {
        ProbeValue first = parts.get(0);
        long[] shape = first.shape();
        long sum = 0;
        boolean known = true;
        for (ProbeValue part : parts) {
            sum = Math.addExact(sum, part.dimension(axis));
            known &= part.isKnown();
        }
        shape[axis] = sum;
        if (!known) {
            return ProbeValue.unknown(first.kind(), shape);
        }
        long inner = ProbeValue.size(Arrays.copyOfRange(shape, axis + 1, shape.length));
        long total = sum;
        return ProbeValue.known(first.kind(), shape, i -> {
            long within = i % inner;
            long place = i / inner % total;
            long block = i / inner / total;
            int part = 0;
            while (place >= parts.get(part).dimension(axis)) {
                place -= parts.get(part++).dimension(axis);
            }
            ProbeValue source = parts.get(part);
            return source.at(Math.toIntExact((block * source.dimension(axis) + place) * inner + within));
        });
    }

    /** The shape of an elementwise operator's result: dimensions of 1 stretch. */
    static long[] broadcast(long[] a, long[] b) {
        long[] shape = new long[Math.max(a.length, b.length)];
        for (int i = 1; i <= shape.length; i++) {
            long left = i <= a.length ? a[a.length - i] : 1;
            long right = i <= b.length ? b[b.length - i] : 1;
            if (left != right && left != 1 && right != 1) {
                throw new IllegalArgumentException(
                        Arrays.toString(a) + " and " + Arrays.toString(b) + " do not broadcast");
            }
            shape[shape.length - i] = left == 1 ? right : left;
        }
        return shape;
    }

    /** {@code x} stretched to a shape it broadcasts to. */
    static ProbeValue stretch(ProbeValue x, long[] shape) {
        return x.hasShape(shape) ? x : strided(x, shape, broadcastStrides(x.shape(), shape), 0);
    }

    static int axis(long axis, int rank) {
        long counted = axis < 0 ? axis + rank : axis;
        if (counted < 0 || counted >= rank) {
            throw new IllegalArgumentException("axis " + axis + " of " + rank + " dimensions");
        }
        return (int) counted;
    }

    private static boolean[] marked(long[] axes, int rank) {
        boolean[] marks = new boolean[rank];
        for (long axis : axes) {
            marks[axis(axis, rank)] = true;
        }
        return marks;
    }

    private static long[] strides(long[] shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return strides;
    }

    private static long[] broadcastStrides(long[] from, long[] to) {
        long[] strides = strides(from);
        long[] stretched = new long[to.length];
        for (int i = 1; i <= from.length; i++) {
            stretched[to.length - i] = from[from.length - i] == 1 ? 0 : strides[from.length - i];
        }
        return stretched;
    }

    private static ProbeValue strided(ProbeValue x, long[] shape, long[] strides, long offset) {
        if (!x.isKnown()) {
            return ProbeValue.unknown(x.kind(), shape);
        }
        return ProbeValue.known(x.kind(), shape, i -> {
            long rest = i;
            long place = offset;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                place += rest % shape[axis] * strides[axis];
                rest /= shape[axis];
            }
            return x.at(Math.toIntExact(place));
        });
    }

    private static long[] concatenate(long[]... parts) {
        return Arrays.stream(parts).flatMapToLong(Arrays::stream).toArray();
    }
}
