/** Transformer encoders on SameDiff. */
@NullMarked
package io.verdict.transformer;

import org.jspecify.annotations.NullMarked;
