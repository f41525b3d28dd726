/**
 * Puts texts of many requests into the batches that a model computes. Knows no HTTP.
 *
 * <p>The front door is {@link io.verdict.serving.batch.Batcher}: encoded texts go in as one
 * {@link io.verdict.serving.batch.Ticket}, their logits come out. Behind it {@code BatchQueue} decides, with no thread of
 * its own, who is next: first in, first out by texts, cut at a number of tokens; a worker that is idle takes what is
 * there and never waits for company, so batches grow by themselves when there is more work than workers.
 *
 * <p>Everything is bounded. A request that does not fit into the queue, or would wait there longer than it may by the
 * rate measured so far, is refused at once ({@link io.verdict.serving.batch.OverloadedException}); one that is not
 * answered by its deadline fails then ({@link io.verdict.serving.batch.DeadlineExceededException}), and what is left of
 * it is never computed; the same if it is cancelled.
 */
@NullMarked
package io.verdict.serving.batch;

import org.jspecify.annotations.NullMarked;
