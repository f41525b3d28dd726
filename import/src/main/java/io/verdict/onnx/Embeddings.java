package io.verdict.onnx;

import java.util.Optional;

/**
 * An encoder's embedding layer, as found in a graph.
 *
 * @param output the value after the layer norm
 * @param norm the fused layer norm
 * @param words {@code [vocabulary, hidden]}
 * @param positions {@code [positions, hidden]}
 * @param types {@code [types, hidden]}; empty if the file adds nothing for token types
 * @param tokenIds the graph input that selects the words
 * @param typeIds the graph input that selects the types; empty if the graph takes none
 * @param positionIds the graph input that selects the positions; empty if the graph counts them itself
 */
record Embeddings(
        String output,
        Node norm,
        ParameterBinding words,
        ParameterBinding positions,
        Optional<ParameterBinding> types,
        String tokenIds,
        String typeIds,
        String positionIds) {}
