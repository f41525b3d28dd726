/**
 * The command line. {@link io.verdict.cli.Main} runs one command: its results go to standard output, everything else
 * (progress, warnings, errors) to standard error.
 *
 * <p>{@link io.verdict.cli.Commands} puts the commands together, one class each. They get their streams through
 * {@link io.verdict.cli.Console}, so that tests run them with streams of their own, and call
 * {@link io.verdict.cli.Backend#start} before anything that computes: help, {@code tokenize} and {@code backbones} never
 * load ND4J.
 */
@NullMarked
package io.verdict.cli;

import org.jspecify.annotations.NullMarked;
