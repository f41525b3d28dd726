package io.verdict.onnx;

/**
 * One encoder layer, as found in a graph: its fused nodes in the order in which they run.
 *
 * @param attention reads the outputs of {@code query}, {@code key} and {@code value}
 * @param attentionOutput the linear layer after the attention
 * @param attentionNorm over the attention's output plus the layer's input
 * @param intermediate the first linear layer of the feed-forward network
 * @param activation between the two
 * @param output the second
 * @param outputNorm over its output plus that of {@code attentionNorm}
 */
record Layer(
        Node query,
        Node key,
        Node value,
        Node attention,
        Node attentionOutput,
        Node attentionNorm,
        Node intermediate,
        Node activation,
        Node output,
        Node outputNorm) {}
