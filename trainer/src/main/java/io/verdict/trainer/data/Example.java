package io.verdict.trainer.data;

/**
 * One text with its class.
 *
 * @param text the text as it stands in the source, not blank
 * @param label index of the class, or {@link #UNLABELLED}
 * @param line line of the file on which the row starts, or number of the entry in a list; from 1
 */
public record Example(String text, int label, long line) {
    /** The label of a text that is only there to be predicted. */
    public static final int UNLABELLED = -1;
}
