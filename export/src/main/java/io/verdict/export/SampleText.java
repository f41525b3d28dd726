package io.verdict.export;

import io.verdict.transformer.EncoderConfig;
import java.util.List;
import java.util.Optional;

/**
 * A text to compare models on.
 *
 * @param text the text
 * @param pair the second text, of a pair
 */
public record SampleText(String text, Optional<String> pair) {
    private static final String LONG = "Not every text is short. This one goes on about the weather, the price of bread"
            + " and a train that was late, and it says so again. ";

    /**
     * Texts of several lengths, for where nobody gives any: none at all, one letter, other scripts, a pair, one longer
     * than any model takes.
     */
    public static final List<SampleText> BUILT_IN = List.of(
            of("A film to remember."),
            of(""),
            of("?"),
            of("You have been selected! Claim your FREE prize of $5,000 now, this offer ends today."),
            of(LONG),
            of("Gr\u00fc\u00dfe aus K\u00f6ln, \u4f60\u597d, \u041f\u0440\u0438\u0432\u0435\u0442, \ud83d\ude00"),
            new SampleText("Is the museum open on Monday?", Optional.of("It is closed on Mondays.")),
            of(LONG.repeat(40)),
            of("The patch from yesterday fixes it here. Could somebody try it before I commit?"),
            of("no"));

    /** Those of these texts that an encoder can read: one that knows one token type only reads no pairs. */
    static List<SampleText> readable(List<SampleText> texts, EncoderConfig encoder) {
        return encoder.typeVocabularySize() > 1
                ? texts
                : texts.stream().filter(text -> text.pair().isEmpty()).toList();
    }

    public static SampleText of(String text) {
        return new SampleText(text, Optional.empty());
    }

    /** The texts of a list. */
    public static List<SampleText> all(List<String> texts) {
        return texts.stream().map(SampleText::of).toList();
    }
}
