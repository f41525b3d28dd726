/**
 * Runs SameDiff graphs of transformer ops. Internal: the front door is {@code io.verdict.transformer}.
 *
 * <p>A {@link io.verdict.transformer.session.GraphSession} orders the ops once, and then runs them batch after batch in
 * memory that is kept.
 */
@NullMarked
package io.verdict.transformer.session;

import org.jspecify.annotations.NullMarked;
