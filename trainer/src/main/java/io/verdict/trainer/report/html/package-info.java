/**
 * The report of a run as one HTML page: {@link io.verdict.trainer.report.html.HtmlReport}.
 *
 * <p>A section a class; each writes itself with {@link io.verdict.trainer.report.html.Html}, the one place where text is
 * escaped: labels, texts and file names are never trusted. Charts are inline SVG whose colours are the style sheet's, so
 * that they follow a dark screen and print well, and whose every value can be read without seeing. The page holds no
 * script, loads nothing, and its content security policy forbids both.
 */
@NullMarked
package io.verdict.trainer.report.html;

import org.jspecify.annotations.NullMarked;
