/**
 * Classifiers as SameDiff files of ND4J's own ops: {@link io.verdict.export.samediff.SameDiffFile} writes them. Verdict's
 * saved models and checkpoints are other files; these are for programs without Verdict.
 */
@NullMarked
package io.verdict.export.samediff;

import org.jspecify.annotations.NullMarked;
