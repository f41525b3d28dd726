/** Fine-tunes text classifiers. */
@NullMarked
package io.verdict.trainer;

import org.jspecify.annotations.NullMarked;
