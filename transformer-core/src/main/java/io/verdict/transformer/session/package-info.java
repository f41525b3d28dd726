/**
 * Runs SameDiff graphs of transformer ops. Internal: the front door is {@code io.verdict.transformer}.
 *
 * <p>A {@link io.verdict.transformer.session.GraphSession} has {@code GraphPlan} order the ops once, leaving out those
 * that the wanted variables do not need, and note after which op each value is dead. Then it runs them batch after
 * batch, in memory that is kept: {@code SlotPlan} decides during the first run which values share a {@code Slot}, and a
 * slot grows to the largest batch it has seen. Results are valid until the next run; a run that failed gives the memory
 * back.
 */
@NullMarked
package io.verdict.transformer.session;

import org.jspecify.annotations.NullMarked;
