/**
 * Looks at data for what makes training or testing go wrong.
 *
 * <p>The front door is {@link io.verdict.trainer.doctor.DataDoctor}: it is given the parts of the data one after the
 * other, row by row, and in the end gives a {@link io.verdict.trainer.doctor.Diagnosis} of
 * {@link io.verdict.trainer.doctor.Finding}s. Each {@link io.verdict.trainer.doctor.Check} looks for one thing. Nothing
 * is kept of a text but 16 bytes for the search for duplicates, so that a million rows need some 50 MB.
 */
@NullMarked
package io.verdict.trainer.doctor;

import org.jspecify.annotations.NullMarked;
