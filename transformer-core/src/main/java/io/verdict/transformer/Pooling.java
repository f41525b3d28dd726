package io.verdict.transformer;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the rows of one text become the one vector that the classifier reads. */
public enum Pooling {
    /** The first token's row through BERT's trained dense layer and tanh, as {@code BertForSequenceClassification} does. */
    POOLER,
    /** The first token's row as it is. */
    CLS,
    /** The mean over all rows of the text, special tokens included, as sentence-transformers does. */
    MEAN;

    /** The name in {@code verdict.json} and on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The pooling of that name, in any case.
     *
     * @throws VerdictException if there is none
     */
    public static Pooling fromId(String id) {
        for (Pooling pooling : values()) {
            if (pooling.id().equals(id.toLowerCase(Locale.ROOT))) {
                return pooling;
            }
        }
        throw new VerdictException("Unknown pooling \"" + id + "\"; supported: "
                + Arrays.stream(values()).map(Pooling::id).collect(Collectors.joining(", ")));
    }
}
