package io.verdict.transformer;

import java.util.List;

/**
 * The probabilities with which training sets values to zero.
 *
 * @param hidden after the embeddings and before every residual sum ({@code hidden_dropout_prob})
 * @param attention on the attention probabilities ({@code attention_probs_dropout_prob})
 * @param classifier before the classification head ({@code classifier_dropout}, else the hidden one)
 */
public record Dropout(double hidden, double attention, double classifier) {
    /** BERT's own: 0.1 everywhere. */
    public static final Dropout BERT = new Dropout(0.1, 0.1, 0.1);

    public static final Dropout NONE = new Dropout(0, 0, 0);

    private static final List<String> PLACES = List.of("hidden", "attention", "classifier");

    public Dropout {
        check("hidden", hidden);
        check("attention", attention);
        check("classifier", classifier);
    }

    /**
     * Reads one probability for all places, {@code 0.1}, or some by name, {@code attention=0,classifier=0.3}, where the
     * others are BERT's.
     *
     * @throws VerdictException if it is neither
     */
    public static Dropout fromText(String text) {
        if (!text.contains("=")) {
            double everywhere = number(text, text);
            return new Dropout(everywhere, everywhere, everywhere);
        }
        double[] values = {BERT.hidden, BERT.attention, BERT.classifier};
        boolean[] named = new boolean[values.length];
        for (String part : text.split(",", -1)) {
            String name =
                    part.contains("=") ? part.substring(0, part.indexOf('=')).strip() : part.strip();
            int place = PLACES.indexOf(name);
            if (place < 0) {
                throw new VerdictException("\"" + text + "\" is no dropout: \"" + name + "\" is none of "
                        + String.join(", ", PLACES) + ".");
            }
            if (named[place]) {
                throw new VerdictException("\"" + text + "\" is no dropout: it names " + name + " twice.");
            }
            named[place] = true;
            values[place] = number(part.substring(part.indexOf('=') + 1), text);
        }
        return new Dropout(values[0], values[1], values[2]);
    }

    private static double number(String value, String text) {
        try {
            return Double.parseDouble(value.strip());
        } catch (NumberFormatException e) {
            throw new VerdictException(
                    "\"" + text + "\" is no dropout: write a probability, such as 0.1, or some by name, such as"
                            + " hidden=0.1,attention=0,classifier=0.3",
                    e);
        }
    }

    private static void check(String name, double probability) {
        if (!(probability >= 0 && probability < 1)) {
            throw new VerdictException("The " + name + " dropout is " + probability + ", must be in [0, 1)");
        }
    }
}
