package io.verdict.trainer.doctor;

import io.verdict.trainer.data.TargetTrial.Outcome;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A row of a part.
 *
 * @param part the number of the part, from 0
 * @param place for messages
 * @param text may be blank
 * @param pair the second text, where there are two; may be blank
 * @param target empty where the part has no labels
 */
record Row(int part, String place, String text, Optional<String> pair, Optional<Outcome> target) {
    Stream<String> texts() {
        return Stream.concat(Stream.of(text), pair.stream());
    }

    /** Whether a text is missing. */
    boolean isBlank() {
        return texts().anyMatch(
                        each -> each.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c)));
    }
}
