package io.verdict.trainer.data;

import java.util.Optional;
import java.util.regex.Pattern;

/** The two forms a label column can have; one column has one. */
enum LabelForm {
    NUMBER,
    NAME;

    private static final Pattern ANY_NUMBER = Pattern.compile("[+-]?\\d+([.,]\\d+)?");
    /** Spreadsheets and data frames write whole numbers as {@code 1.0}. */
    private static final Pattern CLASS_NUMBER = Pattern.compile("0*(\\d{1,9})(\\.0+)?");

    static LabelForm of(String label) {
        return ANY_NUMBER.matcher(label).matches() ? NUMBER : NAME;
    }

    /** The class a numeric label stands for; empty if it is negative, broken or absurdly large. */
    static Optional<Integer> classNumber(String label) {
        var number = CLASS_NUMBER.matcher(label);
        return number.matches() ? Optional.of(Integer.valueOf(number.group(1))) : Optional.empty();
    }
}
