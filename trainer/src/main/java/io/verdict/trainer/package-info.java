/**
 * Fine-tunes text classifiers: labelled texts and a pretrained encoder go in, a trained
 * {@link io.verdict.transformer.text.TextClassifier} comes out.
 *
 * <p>The front door is {@link io.verdict.trainer.Trainer}; {@link io.verdict.trainer.TrainerOptions} say how it trains,
 * a {@link io.verdict.trainer.Strategy} which parameters do, and a {@link io.verdict.trainer.TrainingListener} hears how
 * it goes on. What happens, in order:
 *
 * <ol>
 *   <li>{@code EncodedTexts} reads the data (package {@code data}) once and keeps token ids and targets;
 *   <li>with a frozen encoder each text's features are computed now, once for all epochs;
 *   <li>{@code TrainingLoop} goes through the epochs: {@code BatchOrder} shuffles by seed, {@code Gradients} runs
 *       forward and backward and adds up, {@code Optimizer} clips by the global norm and takes a step of Adam at the rate
 *       that {@link io.verdict.trainer.Schedule} gives;
 *   <li>after each epoch {@link io.verdict.trainer.Evaluation} measures the validation data, and {@code Checkpoints}
 *       writes the last state and the best parameters;
 *   <li>the model ends with the parameters of the epoch with the lowest validation loss, if there is validation data.
 * </ol>
 *
 * <p>Data whose texts have one label each is trained with cross-entropy; data whose texts can have several with the
 * binary one, label by label ({@code LossChoice}). Rare classes can be made to count more ({@link
 * io.verdict.trainer.Weighting}).
 *
 * <p>The package {@code data} reads texts from wherever they are, {@code download} fetches them, {@code doctor} says what
 * is wrong with them. The package {@code report} turns results into files and pictures for people, {@code log} writes down what is
 * measured while a run goes on.
 *
 * <p>Traps. Everything that is computed follows from the seed and the number of threads: the same on one machine, run
 * for run. A model must not predict while it is trained. Token ids of all texts are kept in memory, the texts are not;
 * with a frozen encoder so are the features, four bytes a number.
 */
@NullMarked
package io.verdict.trainer;

import org.jspecify.annotations.NullMarked;
