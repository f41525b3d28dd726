package io.verdict.serving.protocol;

import java.util.List;

/**
 * A step from request to answer, named in Lightning Flash's way.
 *
 * @param task its name in the graph
 * @param function what computes it
 * @param what it does, for people
 */
record FlashStep(String task, String function, String what) {
    static final List<FlashStep> ALL = List.of(
            new FlashStep("inputs", "body", "the text of the request, <code>payload.inputs.data</code>"),
            new FlashStep("predict.inputs.inputs.serial", "identity", "the same"),
            new FlashStep("predict.inputs.inputs", "tokenize", "its tokens, cut at the model's length"),
            new FlashStep("predict.funcout", "classify", "the model's logits, computed in a batch with other requests"),
            new FlashStep("predict.outputs.outputs", "output", "the output that the server was started with"),
            new FlashStep("predict.outputs.outputs.serial", "identity", "the answer, <code>result.outputs</code>"));
}
