package io.verdict.trainer.data;

import io.verdict.trainer.data.TargetFormat.WrongTarget;
import io.verdict.transformer.text.Labels;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What lists of numbers have in common: whether they are one-hot, multi-hot, probabilities or numbers of classes. */
final class NumberLists {

    /**
     * A list that stands as an example in messages.
     *
     * @param at where it is, {@code line 3}
     */
    private record Seen(String at, String text) {}

    private @Nullable Seen first;
    private @Nullable Seen notBinary;
    private @Nullable Seen ofOtherWidth;
    private @Nullable Seen fraction;
    private @Nullable Seen outsideUnit;
    private @Nullable Seen noClasses;
    private @Nullable Seen repeats;
    private @Nullable Seen several;
    private int width;
    private int largest = -1;

    /** @param at where the list is, for messages */
    void add(List<String> values, String at) {
        boolean binary = true;
        int ones = 0;
        Seen seen = null;
        for (String value : values) {
            double number = TargetText.number(value).orElse(Double.NaN);
            binary &= number == 0 || number == 1;
            ones += number == 1 ? 1 : 0;
            if (number == 0 || number == 1) {
                largest = Math.max(largest, (int) number);
                continue;
            }
            seen = seen == null ? seen(values, at) : seen;
            if (!(number >= 0 && number <= 1)) {
                outsideUnit = first(outsideUnit, seen);
            }
            Optional<Integer> label = Labels.classNumber(value);
            if (label.isPresent()) {
                largest = Math.max(largest, label.get());
            } else {
                noClasses = first(noClasses, seen);
            }
            if (number != Math.rint(number)) {
                fraction = first(fraction, seen);
            }
        }
        if (first == null) {
            first = seen(values, at);
            width = values.size();
        }
        if (values.size() != width && ofOtherWidth == null) {
            ofOtherWidth = seen(values, at);
        }
        if (!binary && notBinary == null) {
            notBinary = seen(values, at);
        }
        if (ones != 1 && several == null) {
            several = seen(values, at);
        }
        if (repeats == null && repeats(values)) {
            repeats = seen(values, at);
        }
    }

    /** The classes that the lists number, or the values of a list. */
    int classes(TargetForm form) {
        return form.isVector() ? width : largest + 1;
    }

    /**
     * The form of all lists.
     *
     * @param columns whether the numbers stand in a field each, so that they are no numbers of classes
     */
    TargetForm form(boolean columns) {
        if (fraction != null) {
            return soft(fraction);
        }
        boolean vectors = ofOtherWidth == null && notBinary == null && width > 1;
        if (vectors) {
            return several == null ? TargetForm.ONE_HOT : TargetForm.MULTI_HOT;
        }
        if (noClasses != null || columns) {
            Seen wrong = noClasses != null ? noClasses : notBinary;
            throw new WrongTarget(
                    wrong == null
                            ? "targets in several fields are zeros and ones, or probabilities."
                            : "targets are numbers from 0; " + wrong.at() + " has " + wrong.text()
                                    + (columns ? ". In several fields they are 0 or 1, or probabilities." : "."));
        }
        if (repeats != null) {
            Seen other = ofOtherWidth != null ? ofOtherWidth : notBinary;
            throw new WrongTarget("targets must all be of one form; " + repeats.at() + " has " + repeats.text()
                    + ", which is no list of numbers of classes since one is there twice, and "
                    + (other == null ? "" : other.at() + " has " + other.text() + ", which does not go with it as")
                    + " zeros and ones for every class.");
        }
        return TargetForm.NUMBERS;
    }

    private TargetForm soft(Seen probabilities) {
        Seen other = outsideUnit != null ? outsideUnit : ofOtherWidth;
        if (other != null || width < 2) {
            throw new WrongTarget("targets must all be of one form; " + probabilities.at() + " has "
                    + probabilities.text() + ", which can only be probabilities"
                    + (other == null
                            ? " but there is one value; they are one for every class."
                            : ", and " + other.at() + " has " + other.text() + ", which cannot be as many of them."));
        }
        return TargetForm.SOFT;
    }

    private static boolean repeats(List<String> values) {
        if (values.size() < 2) {
            return false;
        }
        Set<Double> seen = new HashSet<>();
        return !values.stream()
                .allMatch(value -> seen.add(TargetText.number(value).orElse(Double.NaN)));
    }

    private static Seen first(@Nullable Seen before, Seen now) {
        return before == null ? now : before;
    }

    private static Seen seen(List<String> values, String at) {
        return new Seen(at, TargetFormat.shown(values));
    }
}
