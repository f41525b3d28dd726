/**
 * Programs that use Verdict as a library, each in one file that can be read alone and run from the repository's folder
 * once {@code ./verdict} has built it:
 *
 * <pre>
 * java -cp "cli/target/lib/cpu/*" examples/src/main/java/io/verdict/examples/EmbedTexts.java
 * </pre>
 *
 * <ul>
 *   <li>{@link io.verdict.examples.TokenizeText}: text to tokens, and back to the places they came from.
 *   <li>{@link io.verdict.examples.EmbedTexts}: texts to vectors, and which texts are alike.
 *   <li>{@link io.verdict.examples.FineTuneSpam}: labelled texts to a classifier, measured, saved and loaded again.
 *   <li>{@link io.verdict.examples.TagPrograms}: the same where a text can have several labels.
 *   <li>{@link io.verdict.examples.ClassifyOverHttp}: texts to labels by a server that {@code verdict serve} started.
 * </ul>
 */
@NullMarked
package io.verdict.examples;

import org.jspecify.annotations.NullMarked;
