/**
 * BERT encoders and classifiers on SameDiff: tokens packed end to end go in; rows, vectors, logits or gradients come
 * out.
 *
 * <p>The front doors are {@link io.verdict.transformer.Encoder} (sizes and parameters of a pretrained encoder) and
 * {@link io.verdict.transformer.Classifier} (an encoder, a {@link io.verdict.transformer.Pooling} and a linear head).
 * Each opens sessions, which compute:
 *
 * <ol>
 *   <li>a {@link io.verdict.transformer.PackedBatch} holds the ids of all texts with no padding, and where each begins;
 *   <li>{@code BertGraph} writes the model as a SameDiff graph of transformer ops (package {@code op});
 *   <li>for training, {@code GradientGraph} has SameDiff derive the backward pass from a
 *       {@link io.verdict.transformer.Loss};
 *   <li>{@code GraphRunner} runs the graph in a session (package {@code session}), which computes its ops with the
 *       kernels (package {@code kernel}) that {@link io.verdict.transformer.Compute} has chosen;
 *   <li>{@link io.verdict.transformer.TrainingSession} gives the gradients, and
 *       {@link io.verdict.transformer.ParameterUpdates} moves parameters in place. When and by how much is the trainer's
 *       affair.
 * </ol>
 *
 * <p>{@link io.verdict.transformer.LogitsEngine} is how predictions and servers see a model, whatever computes it: Verdict's
 * own engine is {@link io.verdict.transformer.ClassifierEngine}.
 *
 * <p>{@link io.verdict.transformer.Parameters} have HuggingFace's names, {@link io.verdict.transformer.ParameterSpec}
 * lists them with their shapes. The package {@code saved} writes and reads models as folders, the package {@code text}
 * classifies texts with them. Each package uses those before it only: {@code kernel}, {@code op}, {@code session}, this
 * one, {@code saved}, {@code text}.
 *
 * <p>Traps. Arrays lie outside the Java heap: close models and sessions. A session is for one thread at a time, and many
 * may share one model, but not while its parameters are updated. A closed model must not be used by a session that is
 * still open. Bad input is a {@link io.verdict.transformer.VerdictException} with a message for the user; a mistake of
 * the calling program is an {@code IllegalArgumentException}.
 */
@NullMarked
package io.verdict.transformer;

import org.jspecify.annotations.NullMarked;
