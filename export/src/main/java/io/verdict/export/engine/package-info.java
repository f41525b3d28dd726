/**
 * Runtimes that are not Verdict's own, behind {@link io.verdict.transformer.LogitsEngine}: ONNX files in ONNX Runtime, and
 * SameDiff files in SameDiff as ND4J has it. Both take padded batches with a mask.
 */
@NullMarked
package io.verdict.export.engine;

import org.jspecify.annotations.NullMarked;
