package io.verdict.trainer.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one target looks by itself; what the form of all is, they say together. */
enum TargetLooks {
    NUMBER("the number"),
    NAME("the name"),
    NUMBERS("the numbers"),
    NAMES("the labels"),
    NUMBER_LIST("the list of numbers"),
    NAME_LIST("the list of labels"),
    /** An empty list, which goes with any. */
    EMPTY_LIST("the empty list");

    private final String words;

    TargetLooks(String words) {
        this.words = words;
    }

    /** @param told the form, if it is not to be found */
    static TargetLooks of(Cell cell, @Nullable TargetForm told) {
        boolean list = cell instanceof Cell.Many;
        if (told != null) {
            return switch (told) {
                case NUMBER -> list ? none(cell, told) : NUMBER;
                case LABEL -> list ? none(cell, told) : NAME;
                case LABELS, COMMA, SPACE -> NAME_LIST;
                case NUMBERS, ONE_HOT, MULTI_HOT, SOFT -> numberList(cell, told);
            };
        }
        if (!list) {
            String text = cell.text().strip();
            if (text.indexOf(',') < 0) {
                return TargetText.isNumber(text) ? NUMBER : NAME;
            }
            return numbers(TargetText.split(cell)) ? NUMBERS : NAMES;
        }
        List<String> values = TargetText.split(cell);
        return values.isEmpty() ? EMPTY_LIST : numbers(values) ? NUMBER_LIST : NAME_LIST;
    }

    private static TargetLooks numberList(Cell cell, TargetForm told) {
        return numbers(TargetText.split(cell)) ? NUMBER_LIST : none(cell, told);
    }

    private static TargetLooks none(Cell cell, TargetForm told) {
        throw new TargetFormat.WrongTarget(
                "the target " + cell.text() + " is not of the form " + told.id() + ", which was told.");
    }

    private static boolean numbers(List<String> values) {
        return values.stream().allMatch(TargetText::isNumber);
    }

    /** Whether it is one label, not several. */
    boolean isOne() {
        return this == NUMBER || this == NAME;
    }

    boolean isNumbers() {
        return this == NUMBERS || this == NUMBER_LIST;
    }

    /** Whether both can be of one form. */
    boolean goesWith(TargetLooks other) {
        if (this == EMPTY_LIST || other == EMPTY_LIST) {
            return isList() && other.isList();
        }
        return isList() == other.isList() && isNumeric() == other.isNumeric();
    }

    private boolean isList() {
        return compareTo(NUMBER_LIST) >= 0;
    }

    private boolean isNumeric() {
        return this == NUMBER || isNumbers();
    }

    String words() {
        return words;
    }

    /** For messages: the target as it is written. */
    String shown(Cell cell) {
        return isOne() ? cell.text().strip() : TargetFormat.shown(TargetText.split(cell));
    }
}
