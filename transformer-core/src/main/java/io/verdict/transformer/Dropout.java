package io.verdict.transformer;

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

    public Dropout {
        check("hidden", hidden);
        check("attention", attention);
        check("classifier", classifier);
    }

    private static void check(String name, double probability) {
        if (!(probability >= 0 && probability < 1)) {
            throw new VerdictException("The " + name + " dropout is " + probability + ", must be in [0, 1)");
        }
    }
}
