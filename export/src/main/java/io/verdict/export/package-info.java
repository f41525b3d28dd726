/** Classifiers in the formats of other runtimes. */
@NullMarked
package io.verdict.export;

import org.jspecify.annotations.NullMarked;
