/**
 * Texts in, predictions out: what a {@link io.verdict.transformer.Classifier} needs to be used by people.
 *
 * <p>The front door is {@link io.verdict.transformer.text.TextClassifier}: loaded from a saved folder, or made on an
 * encoder to be trained. It gives {@link io.verdict.transformer.text.Prediction}s, whose classes have the names of
 * {@link io.verdict.transformer.text.Labels}; {@link io.verdict.transformer.text.Output} names what can be asked for of
 * a prediction, {@link io.verdict.transformer.text.Probabilities} makes probabilities of logits,
 * {@link io.verdict.transformer.text.ByName} finds choices by their names, and {@link io.verdict.transformer.text.Nearest}
 * helps those who mistyped one.
 *
 * <p>Traps. Of a model whose texts can have several labels the probabilities do not sum to 1, and a text may have none.
 */
@NullMarked
package io.verdict.transformer.text;

import org.jspecify.annotations.NullMarked;
