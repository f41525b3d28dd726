/**
 * What a training run measures, written down while it goes on: event files for TensorBoard, CSV, JSON Lines.
 *
 * <p>The front door is {@link io.verdict.trainer.log.TrainingLogs}, a {@link io.verdict.trainer.TrainingListener} that
 * names what it hears and hands each {@link io.verdict.trainer.log.LogPoint} to the formats that were asked for
 * ({@link io.verdict.trainer.log.LogFormat}). {@code TensorBoardLog} writes its messages with {@code EventMessage} and
 * frames them with {@code EventFile}.
 *
 * <p>Traps. Each run gets a folder of its own, {@code version_0} and so on; a run that is resumed gets a new one, in which
 * the steps go on counting. Every point is handed to the operating system at once, so that a run that is killed keeps
 * what it logged.
 */
@NullMarked
package io.verdict.trainer.log;

import org.jspecify.annotations.NullMarked;
