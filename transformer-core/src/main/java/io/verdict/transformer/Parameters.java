package io.verdict.transformer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model's parameters by name, in the model's order: float32 arrays in C order, owned by this object.
 *
 * <p>The arrays are shared with every session of the model, and training writes into them in place. Not safe for
 * concurrent writes.
 */
public final class Parameters implements AutoCloseable {
    private final Map<String, INDArray> arrays = new LinkedHashMap<>();

    /**
     * Adds a parameter.
     *
     * @throws IllegalArgumentException if the name is taken, or the array is not float32 in dense C order
     */
    public Parameters add(String name, INDArray array) {
        if (array.dataType() != DataType.FLOAT || array.ordering() != 'c' || array.isView()) {
            throw new IllegalArgumentException(name + " must be a float array of its own in C order, but is "
                    + array.dataType() + " in order '" + array.ordering() + "'" + (array.isView() ? ", a view" : ""));
        }
        if (arrays.putIfAbsent(name, array) != null) {
            throw new IllegalArgumentException("Parameter " + name + " is there already");
        }
        return this;
    }

    /**
     * The parameter of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public INDArray get(String name) {
        INDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("No parameter " + name + "; there are " + arrays.keySet());
        }
        return array;
    }

    public boolean contains(String name) {
        return arrays.containsKey(name);
    }

    /** The names in the model's order. */
    public Set<String> names() {
        return java.util.Collections.unmodifiableSet(arrays.keySet());
    }

    /** The number of values over all parameters. */
    public long size() {
        return arrays.values().stream().mapToLong(INDArray::length).sum();
    }

    /**
     * A checksum (CRC-32C, hexadecimal) of names, shapes and values, to tell parameters from others.
     *
     * @throws IllegalArgumentException if there is no parameter of one of the names
     */
    public String checksum(Collection<String> of) {
        CRC32C checksum = new CRC32C();
        for (String name : of) {
            INDArray array = get(name);
            checksum.update((name + Arrays.toString(array.shape())).getBytes(StandardCharsets.UTF_8));
            // A buffer of its own position: the array's is shared.
            checksum.update(array.data().asNio().duplicate());
        }
        return Long.toHexString(checksum.getValue());
    }

    /** What these parameters lack, have too much, or have in another shape than {@code expected}. */
    public Difference compare(List<ParameterSpec> expected) {
        List<String> missing = new ArrayList<>();
        List<String> misshaped = new ArrayList<>();
        Set<String> unexpected = new java.util.LinkedHashSet<>(arrays.keySet());
        for (ParameterSpec spec : expected) {
            unexpected.remove(spec.name());
            INDArray array = arrays.get(spec.name());
            if (array == null) {
                missing.add(spec.name());
            } else if (!LongStream.of(array.shape()).boxed().toList().equals(spec.shape())) {
                misshaped.add(spec.name() + " is "
                        + LongStream.of(array.shape()).boxed().toList() + ", expected " + spec.shape());
            }
        }
        return new Difference(missing, List.copyOf(unexpected), misshaped);
    }

    /** Frees the arrays' memory. The arrays must not be used any more. */
    @Override
    public void close() {
        arrays.values().forEach(INDArray::close);
        arrays.clear();
    }

    /**
     * How parameters differ from what a model needs.
     *
     * @param missing names the model needs and that are not there
     * @param unexpected names that are there and that the model does not know
     * @param misshaped one sentence for each parameter of another shape
     */
    public record Difference(List<String> missing, List<String> unexpected, List<String> misshaped) {
        public Difference {
            missing = List.copyOf(missing);
            unexpected = List.copyOf(unexpected);
            misshaped = List.copyOf(misshaped);
        }

        public boolean isEmpty() {
            return missing.isEmpty() && unexpected.isEmpty() && misshaped.isEmpty();
        }

        /**
         * Does nothing if nothing differs.
         *
         * @param model what the parameters are for, as it stands in the message
         * @throws VerdictException that lists every difference
         */
        public void requireEmpty(String model) {
            if (!isEmpty()) {
                throw new VerdictException("The parameters do not fit " + model + ": missing " + missing
                        + ", unexpected " + unexpected + ", of another shape " + misshaped);
            }
        }
    }
}
