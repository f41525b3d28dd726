/**
 * Models as folders that both Verdict and HuggingFace's transformers read.
 *
 * <p>The front door is {@link io.verdict.transformer.saved.SavedModel}: {@code save} writes {@code config.json},
 * {@code tokenizer.json} (with {@code tokenizer_config.json} and {@code special_tokens_map.json}),
 * {@code model.safetensors} and, last, {@code verdict.json}, which lists the others with their SHA-256; {@code load}
 * checks all of that before it reads a tensor ({@link io.verdict.transformer.saved.CheckedModel}). Folders appear whole or not at all
 * ({@link io.verdict.transformer.saved.AtomicFolder}). {@link io.verdict.transformer.saved.SafetensorsFile} and
 * {@link io.verdict.transformer.saved.SafetensorsWriter} stand on their own for checkpoints.
 *
 * <p>The trap: transformers' {@code BertForSequenceClassification} puts its head on the pooler. A model with another
 * pooling loads there too, but gives other logits; {@code verdict.json} says so, and {@code config.json} then names the
 * architecture {@code BertModel}.
 */
@NullMarked
package io.verdict.transformer.saved;

import org.jspecify.annotations.NullMarked;
