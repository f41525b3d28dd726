/** Checks that look at all modules. */
@NullMarked
package io.verdict;

import org.jspecify.annotations.NullMarked;
