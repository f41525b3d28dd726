/**
 * Verdict and its peers, measured side by side.
 *
 * <p>{@link io.verdict.benchmarks.Benchmarks} is the program; each of its commands is a class named after it. A command
 * makes the sides of a comparison ({@code Timed}), checks that they compute the same, lets {@code Alternation} run them
 * in turns, and hands the {@code Samples} to a {@code Report}, which is printed as a table and written as JSON.
 *
 * <p>The trap of such measurements is one side paying for another: its threads still spin, its pages are swapped in, the
 * CPU's frequency has changed. So the sides take turns within one process, in an order that rotates, with a pause before
 * each turn, and a peer that needs a process of its own waits for a line of input while the others run.
 */
@NullMarked
package io.verdict.benchmarks;

import org.jspecify.annotations.NullMarked;
