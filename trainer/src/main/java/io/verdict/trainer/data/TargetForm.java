package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How targets are written. All targets of a data set have one form. It is found by looking at all of them; where that
 * finds another than what is meant, it can be told.
 *
 * <p>A list is that of a format that has lists, or a text with commas.
 */
public enum TargetForm {
    /** The number of the class, from 0. */
    NUMBER("numbers", false),
    /** The name of the class; commas and blanks belong to it. */
    LABEL("labels", false),
    /** A list, or several fields, of zeros with a one at the class. */
    ONE_HOT("one-hot", false),
    /** A list of the numbers of classes, from 0. */
    NUMBERS("lists of numbers", true),
    /** A list of the names of classes. */
    LABELS("lists of labels", true),
    /** Names of classes with commas between. */
    COMMA("comma-delimited labels", true),
    /** Names of classes with blanks between; never found, only told. */
    SPACE("space-delimited labels", true),
    /** A list, or several fields, of zeros and ones. */
    MULTI_HOT("multi-hot", true),
    /** A list, or several fields, of probabilities. */
    SOFT("soft labels", true);

    private final String words;
    private final boolean multiLabel;

    TargetForm(String words, boolean multiLabel) {
        this.words = words;
        this.multiLabel = multiLabel;
    }

    /** The name on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a text can have several labels. */
    public boolean isMultiLabel() {
        return multiLabel;
    }

    /** Whether there is a value for every class. */
    boolean isVector() {
        return this == ONE_HOT || this == MULTI_HOT || this == SOFT;
    }

    String words() {
        return words;
    }

    /**
     * The form of that name, in any case.
     *
     * @throws VerdictException if there is none; the message lists them
     */
    public static TargetForm fromId(String id) {
        String wanted = id.strip().toLowerCase(Locale.ROOT).replace('-', '_');
        List<String> ids = Arrays.stream(values()).map(TargetForm::id).toList();
        return Arrays.stream(values())
                .filter(form -> form.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new VerdictException("Unknown target_form \"" + id + "\"; there are: "
                        + ids.stream().collect(Collectors.joining(", ")) + "." + Nearest.hint(wanted, ids)));
    }
}
