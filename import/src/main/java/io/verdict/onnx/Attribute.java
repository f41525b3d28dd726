package io.verdict.onnx;

import java.util.List;

/** The value of a node's attribute. */
sealed interface Attribute {
    record Whole(long value) implements Attribute {}

    record Real(double value) implements Attribute {}

    record Text(String value) implements Attribute {}

    record Wholes(List<Long> values) implements Attribute {
        public Wholes {
            values = List.copyOf(values);
        }
    }

    record Reals(List<Double> values) implements Attribute {
        public Reals {
            values = List.copyOf(values);
        }
    }

    record Tensor(Constant value) implements Attribute {}

    /** An attribute nothing here reads: sub-graphs, sparse tensors, lists of strings. */
    record Other(String type) implements Attribute {}
}
