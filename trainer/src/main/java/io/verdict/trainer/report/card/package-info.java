/**
 * The model card of a saved model: {@link io.verdict.trainer.report.card.ModelReadme} writes {@code README.md} with the
 * front matter that HuggingFace's hub reads. Names are never trusted: {@link io.verdict.trainer.report.card.Markdown}
 * and {@link io.verdict.trainer.report.card.FrontMatter} are where they are escaped.
 */
@NullMarked
package io.verdict.trainer.report.card;

import org.jspecify.annotations.NullMarked;
