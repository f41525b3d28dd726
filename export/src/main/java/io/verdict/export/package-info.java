/**
 * Classifiers in the formats of other runtimes, and other runtimes as engines of Verdict's.
 *
 * <p>The front doors are {@link io.verdict.export.ModelExport}, which writes a saved model as an ONNX, SameDiff or
 * HuggingFace folder; {@link io.verdict.export.Comparison}, which runs two models ({@link
 * io.verdict.export.LoadedModel}) on the same texts; and {@link io.verdict.export.Engine}, which makes a model predict by
 * ONNX Runtime. An export goes so:
 *
 * <ol>
 *   <li>the graph is written from the parameters, into a hidden folder (packages {@code onnx} and {@code samediff});
 *   <li>the file is opened in the runtime that it is for (package {@code engine});
 *   <li>model and file compute the logits of texts, and no logit may differ by more than the tolerance;
 *   <li>{@code verification.json} says so, and the folder gets its name. If anything fails there is no folder.
 * </ol>
 *
 * <p>Traps. ONNX Runtime is an optional dependency: only what needs it loads it, and says what to do where it is not
 * there. An engine that is not Verdict's own holds a copy of the parameters and does not follow training.
 */
@NullMarked
package io.verdict.export;

import org.jspecify.annotations.NullMarked;
