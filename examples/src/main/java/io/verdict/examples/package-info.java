/** Example programs. */
@NullMarked
package io.verdict.examples;

import org.jspecify.annotations.NullMarked;
