package io.verdict.corpus;

/**
 * One mail, ready for the data set.
 *
 * @param id folder and number in the corpus, such as {@code hard-ham-1/00017}; orders the mails
 * @param group folder in the corpus; mails of one group are spread evenly over the splits
 * @param label {@code ham} or {@code spam}
 * @param text the subject, a line break, and the body on one line
 */
record Mail(String id, String group, String label, String text) {}
