/**
 * The arithmetic of the transformer ops. Internal: the front door is {@code io.verdict.transformer}.
 *
 * <p>{@link io.verdict.transformer.kernel.Kernels} lists the operations. Three providers compute them:
 * {@link io.verdict.transformer.kernel.PlainKernels}, obvious loops that the others are tested against;
 * {@link io.verdict.transformer.kernel.FastKernels}, BLAS products and threaded loops on the memory of ND4J's CPU
 * arrays; and {@link io.verdict.transformer.kernel.Nd4jKernels}, stock ND4J operations, for every backend.
 *
 * <p>Arrays are dense, in C order, float32 (ids and offsets int32), and start at offset 0 of their buffer; a buffer
 * may be longer than its array. An output never shares memory with an input.
 */
@NullMarked
package io.verdict.transformer.kernel;

import org.jspecify.annotations.NullMarked;
