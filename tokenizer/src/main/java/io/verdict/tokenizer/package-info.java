/**
 * HuggingFace's BERT tokenizers in pure Java: text in, token ids and where they came from out.
 *
 * <p>The front door is {@link io.verdict.tokenizer.Tokenizer}. It reads {@code tokenizer.json} (or {@code vocab.txt})
 * and runs the pipeline that the file describes, in the file's own words:
 *
 * <ol>
 *   <li><b>added tokens</b> such as {@code [MASK]} are cut out of the raw text;
 *   <li>the {@code Normalizer} cleans, decomposes, strips and lowercases what lies between them;
 *   <li>the {@code PreTokenizer} cuts that into words at white space and around punctuation;
 *   <li>the {@code Model} (WordPiece) cuts each word into the longest pieces of its vocabulary;
 *   <li>truncation cuts the token list, the {@code PostProcessor} adds {@code [CLS]} and {@code [SEP]}, padding
 *       fills up, and the result is an {@link io.verdict.tokenizer.Encoding}.
 * </ol>
 *
 * <p>Steps 1 to 4 exist twice behind {@code Pipeline}: stage by stage, as the reference does it, and in a single pass
 * over the text with no object per character or word. Tests hold the two against each other and both against the
 * reference.
 *
 * <p>Traps. Offsets are UTF-16 indices into the original text, so {@code text.substring(start, end)} is right; Python
 * counts code points, see {@link io.verdict.tokenizer.CodePointIndex}. A {@code tokenizer.json} may carry its own
 * truncation and padding, which are honoured until replaced. Unicode comes from a table beside these classes, not
 * from the running JDK: HuggingFace's crates hold older versions of Unicode, and the ids must not depend on the JDK.
 * An unpaired surrogate counts as U+FFFD, as every encoder to UTF-8 has it.
 */
@NullMarked
package io.verdict.tokenizer;

import org.jspecify.annotations.NullMarked;
