/**
 * What a run leaves behind for people: scores, the history of training, and pictures of both.
 *
 * <p>{@link io.verdict.trainer.report.ScoredExamples} (labels and probabilities of a data set) gives
 * {@link io.verdict.trainer.report.ClassificationMetrics}, which print themselves as text and as JSON. The training loop
 * adds a row to {@link io.verdict.trainer.report.History} at each evaluation and reads the file again when it resumes.
 * {@link io.verdict.trainer.report.TrainingReport} writes all of it into a folder: {@code metrics.json},
 * {@code history.csv}, {@code curves.png}, {@code confusion_matrix.png} and {@code evaluation.html}.
 * {@link io.verdict.trainer.report.RunFacts} gathers what is known of a run, for {@code report.html}
 * ({@link io.verdict.trainer.report.html.HtmlReport}), which tells people all of it in one page.
 *
 * <p>The numbers are scikit-learn's, with {@code zero_division=0}. Nothing here needs a display.
 */
@NullMarked
package io.verdict.trainer.report;

import org.jspecify.annotations.NullMarked;
