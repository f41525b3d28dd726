package io.verdict.onnx;

import java.util.List;

/** The two inputs of a binary node, in one of their orders. */
record Operands(String first, String second) {
    /** Both orders of a commutative node's inputs; none if it has not two. */
    static List<Operands> ofEither(Node node) {
        if (node.inputs().size() != 2) {
            return List.of();
        }
        String left = node.inputs().get(0);
        String right = node.inputs().get(1);
        return List.of(new Operands(left, right), new Operands(right, left));
    }
}
