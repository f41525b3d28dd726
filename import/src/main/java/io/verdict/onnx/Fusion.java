package io.verdict.onnx;

/**
 * A rewrite of one pattern: finds it at its last node, checks it, and puts one node of the domain
 * {@link Node#FUSED} in its place. The fused node has the name of the pattern's output; what the pattern needed and
 * nobody else reads becomes unused.
 */
interface Fusion {
    /** What the report calls it. */
    String name();

    /** Tries the pattern that would end at {@code last}, and rewrites it if it fits. */
    Outcome tryAt(Node last, FusionContext context);

    /** What became of a try. */
    sealed interface Outcome {
        Outcome NOT_HERE = new NotHere();
        Outcome FUSED = new Fused();

        static Outcome declined(String reason) {
            return new Declined(reason);
        }
    }

    /** Nothing here that begins to look like the pattern. */
    record NotHere() implements Outcome {}

    /** The pattern was found and rewritten. */
    record Fused() implements Outcome {}

    /** It looked like the pattern, but is not. */
    record Declined(String reason) implements Outcome {}
}
