/**
 * What clients say and hear: three protocols over one model, each in a file of its own.
 *
 * <ul>
 *   <li>{@code FlashProtocol}: Lightning Flash's, {@code {"payload": {"inputs": {"data": "text"}}}};
 *   <li>{@code TextEmbeddingsProtocol}: HuggingFace's text-embeddings-inference, {@code {"inputs": "text"}};
 *   <li>{@code OpenInferenceProtocol}: the Open Inference Protocol (V2), tensors in JSON or binary.
 * </ul>
 *
 * <p>The front door is {@link io.verdict.serving.protocol.Routes}: a method and a path in, an
 * {@link io.verdict.serving.protocol.Endpoint} out. Those that classify go through
 * {@link io.verdict.serving.protocol.Inference}: a protocol reads the body into texts
 * ({@link io.verdict.serving.protocol.Asked}), the model classifies them, the protocol writes the answer. Reading happens
 * in threads of its own, never in those of the connections.
 *
 * <p>Traps. Bodies are checked as strictly as they can be ({@code Json}): UTF-8, JSON as the RFC has it, depth; what is
 * wrong is said with its place. In text-embeddings-inference a list of two texts is one pair, not two texts.
 */
@NullMarked
package io.verdict.serving.protocol;

import org.jspecify.annotations.NullMarked;
