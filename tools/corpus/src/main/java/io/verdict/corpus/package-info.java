/**
 * Makes {@code examples/data/spam} from the SpamAssassin public corpus, and {@code examples/data/topics} from the package
 * index of Debian.
 *
 * <p>{@link io.verdict.corpus.SpamCorpus} is the program for the mails. A mail goes from its bytes through {@code MailReader} (MIME
 * parts and charsets), {@code HtmlText} and {@code PlainText} (one clean line of text) to a {@code Mail}; {@code
 * NearDuplicates} keeps one of each family of near-identical mails, and {@code Split} deals the rest out to train,
 * valid and test.
 *
 * <p>{@link io.verdict.corpus.TopicCorpus} is the program for the topics; {@code PackageIndex} reads Debian's files.
 */
@NullMarked
package io.verdict.corpus;

import org.jspecify.annotations.NullMarked;
