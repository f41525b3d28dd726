/**
 * The vocabulary of transformer ops that SameDiff graphs of Verdict are written in. Internal: the front door is
 * {@code io.verdict.transformer}.
 *
 * <p>Each op is a {@link io.verdict.transformer.op.TransformerOp}: it knows its outputs' shapes, its gradient as more
 * ops, and how to have {@link io.verdict.transformer.kernel.Kernels} compute it. SameDiff keeps the graph and derives
 * the backward pass; it never executes these ops itself, since its native library does not know them:
 * {@code io.verdict.transformer.session} does.
 *
 * <p>Inputs that have gradients come first; ids, offsets, targets and the dropout state follow. {@code n} stands for
 * the tokens of all sequences, {@code s} for the sequences, {@code h} for the hidden size. A dropout state is
 * {@code long [2]}: the run's seed and the step.
 */
@NullMarked
package io.verdict.transformer.op;

import org.jspecify.annotations.NullMarked;
