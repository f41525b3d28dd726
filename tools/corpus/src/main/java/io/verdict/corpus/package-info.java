/**
 * Makes {@code examples/data/spam} from the SpamAssassin public corpus.
 *
 * <p>{@link io.verdict.corpus.SpamCorpus} is the program. A mail goes from its bytes through {@code MailReader} (MIME
 * parts and charsets), {@code HtmlText} and {@code PlainText} (one clean line of text) to a {@code Mail}; {@code
 * NearDuplicates} keeps one of each family of near-identical mails, and {@code Split} deals the rest out to train,
 * valid and test.
 */
@NullMarked
package io.verdict.corpus;

import org.jspecify.annotations.NullMarked;
