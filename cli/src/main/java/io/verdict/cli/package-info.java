/** The command line. */
@NullMarked
package io.verdict.cli;

import org.jspecify.annotations.NullMarked;
