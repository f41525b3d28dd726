/**
 * Labelled texts for training, validation, test and prediction.
 *
 * <p>The front door is {@link io.verdict.trainer.data.TextClassificationData}, from CSV files or from lists. It reads
 * everything once to find the labels, to count, and to report what is wrong with file and line; after that each part is
 * a {@link io.verdict.trainer.data.TextSource} that streams its {@link io.verdict.trainer.data.Example}s again from the
 * start as often as needed. Texts are never kept, so a file may be larger than the memory; what is kept is four bytes a
 * row. Below it every source is a {@link io.verdict.trainer.data.Table}: named fields, whose values are
 * {@link io.verdict.trainer.data.Cell}s in the form the source has them.
 *
 * <p>Targets can have many forms ({@link io.verdict.trainer.data.TargetForm}). {@code TargetScan} looks at all of them
 * and settles on one form and the labels, which {@code TargetFormat} then reads each
 * {@link io.verdict.trainer.data.Target} by. Where texts have one label each, one reading is enough; else a second one
 * counts them.
 *
 * <p>Every problem with the data is a {@link io.verdict.transformer.VerdictException}.
 */
@NullMarked
package io.verdict.trainer.data;

import org.jspecify.annotations.NullMarked;
