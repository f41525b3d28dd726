/**
 * Options from files, for any picocli command. {@link io.verdict.cli.config.Configured} is the front door: it takes the
 * arguments as typed, and answers with arguments into which the files' values are put, or with the text that
 * {@code --print_config} prints.
 *
 * <p>{@link io.verdict.cli.config.ConfigKeys} gives every option of a command a key ({@code --trainer.seed} is
 * {@code seed} under {@code trainer}, the own options of the sub-command {@code from_csv} stand under {@code from_csv});
 * {@link io.verdict.cli.config.ConfigFile} reads a file and finds each value's option;
 * {@link io.verdict.cli.config.ConfigText} writes the resolved values. All three go over picocli's own model, so that a
 * new option needs nothing here.
 *
 * <p>Values stay the text that somebody wrote, from file to option and back: no number is parsed and printed on the way,
 * which is why a printed config gives the same run to the digit.
 */
@NullMarked
package io.verdict.cli.config;

import org.jspecify.annotations.NullMarked;
