package io.verdict.trainer.doctor;

import java.util.List;

/**
 * A row of a part.
 *
 * @param part the number of the part, from 0
 * @param place for messages
 * @param text may be blank
 * @param labels none where there are no labels or where the label is missing
 */
record Row(int part, String place, String text, List<String> labels) {
    boolean isBlank() {
        return text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }
}
