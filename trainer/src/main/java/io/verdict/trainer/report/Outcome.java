package io.verdict.trainer.report;

import io.verdict.trainer.data.TextSource;
import java.util.List;

/**
 * How a model did on one part of the data.
 *
 * @param part what it was evaluated on, such as {@code test}
 * @param loss the mean loss
 * @param mistakes the most confident ones, with their texts; may be none although there were some
 */
public record Outcome(String part, Answers answers, double loss, List<Mistake> mistakes) {
    public Outcome {
        mistakes = List.copyOf(mistakes);
    }

    /**
     * The outcome with texts.
     *
     * @param source the texts that were evaluated, in the order of the answers
     * @param mostMistakes how many of the texts that are wrong are shown; 0 keeps all texts out of the report
     */
    public static Outcome of(String part, Answers answers, double loss, TextSource source, int mostMistakes) {
        return new Outcome(
                part, answers, loss, mostMistakes == 0 ? List.of() : Mistakes.of(answers, source, mostMistakes));
    }
}
