/**
 * Predictions for whole files. {@link io.verdict.trainer.predict.PredictionJob} is the front door: it reads a table or a
 * file of lines some rows at a time, classifies them, and writes them in their order. Memory does not grow with the file.
 *
 * <p>A job writes to {@code FILE.partial} and, after each rows it has written, how far it is to {@code FILE.progress};
 * in the end the partial file takes its name. A job that was interrupted goes on from there.
 */
@NullMarked
package io.verdict.trainer.predict;

import org.jspecify.annotations.NullMarked;
