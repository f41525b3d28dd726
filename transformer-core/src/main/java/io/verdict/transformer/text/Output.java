package io.verdict.transformer.text;

import io.verdict.transformer.VerdictException;
import java.util.List;
import java.util.Locale;

/** What is asked for of a prediction. */
public enum Output {
    /** Everything below: logits, probabilities, classes and labels. */
    RAW,
    /** What the model computed: the logits, by the name that Lightning Flash has for them. */
    PREDS,
    /** What the head computed for each class. */
    LOGITS,
    /** The probability of each class: softmax, or of several labels the sigmoid of each. */
    PROBABILITIES,
    /** The number of the most likely class, from 0; of several labels the numbers of those over the threshold. */
    CLASSES,
    /** The names of these. */
    LABELS;

    /** The name on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return id();
    }

    /** The names of all. */
    public static List<String> available() {
        return ByName.names(values(), Output::id);
    }

    /**
     * The output of that name, in any case.
     *
     * @throws VerdictException if there is none; the message lists them
     */
    public static Output fromId(String id) {
        return ByName.find("output", id, values(), Output::id);
    }
}
