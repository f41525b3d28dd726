package io.verdict.trainer.data;

import java.util.Optional;

/**
 * One text, or a pair of texts, with what it is to be classified as.
 *
 * @param text the text as it stands in the source, not blank
 * @param pair the second text, where the data has two
 * @param target the class or the labels, or {@link Target#NONE}
 * @param line line of the file on which the row starts, or number of the entry in a list; from 1
 */
public record Example(String text, Optional<String> pair, Target target, long line) {
    /** The label of a text that is only there to be predicted. */
    public static final int UNLABELLED = -1;

    /**
     * A text with one class.
     *
     * @param label index of the class, or {@link #UNLABELLED}
     */
    public Example(String text, int label, long line) {
        this(text, Optional.empty(), label == UNLABELLED ? Target.NONE : new Target.One(label), line);
    }

    /**
     * The one class of the text, or {@link #UNLABELLED}.
     *
     * @throws IllegalStateException if its target is of another kind: where a text can have several labels, look at
     *     {@link #target}
     */
    public int label() {
        if (target instanceof Target.One one) {
            return one.label();
        }
        if (target instanceof Target.None) {
            return UNLABELLED;
        }
        throw new IllegalStateException("The text in line " + line + " can have several labels: " + target);
    }
}
