package io.verdict.transformer.text;

import io.verdict.transformer.VerdictException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The classes of a data set or a model, by index, and whether a text has one of them or any number. Numeric labels are
 * the classes 0 to n-1, named by their numbers. Immutable.
 */
public final class Labels {
    /** What stands for the labels of data that has none. */
    public static final Labels NONE = new Labels(List.of(), false);

    /** More classes than anybody has; a column of texts or of row numbers would make them. */
    public static final int MOST = 100_000;

    private static final int SHOWN = 20;

    /** Spreadsheets and data frames write whole numbers as {@code 1.0}. */
    private static final Pattern CLASS_NUMBER = Pattern.compile("0*(\\d{1,9})(\\.0+)?");

    private final List<String> names;
    private final Map<String, Integer> indices = new LinkedHashMap<>();
    private final boolean numeric;
    private final boolean multiLabel;

    private Labels(List<String> names, boolean multiLabel) {
        this.names = List.copyOf(names);
        this.multiLabel = multiLabel;
        for (String name : this.names) {
            if (name.isBlank() || !name.equals(name.strip())) {
                throw new VerdictException(
                        "A label must have no blanks around it and must not be empty: \"" + name + "\"");
            }
            if (indices.put(name, indices.size()) != null) {
                throw new VerdictException("The label \"" + name + "\" is there twice.");
            }
        }
        this.numeric = !names.isEmpty()
                && IntStream.range(0, names.size()).allMatch(i -> names.get(i).equals(Integer.toString(i)));
    }

    /** Labels in the order of their classes, as a saved model lists them; a text has one of them. */
    public static Labels of(List<String> names) {
        return new Labels(names, false);
    }

    /** Labels of which a text has any number, none too. */
    public static Labels multiLabel(List<String> names) {
        return new Labels(names, true);
    }

    /** Labels in alphanumerical order, so that "negative" is class 0 and "positive" class 1. */
    public static Labels sorted(Collection<String> names) {
        return new Labels(new ArrayList<>(new TreeSet<>(names)), false);
    }

    /** The classes 0 to {@code size - 1}. */
    public static Labels numbered(int size) {
        return new Labels(IntStream.range(0, size).mapToObj(Integer::toString).toList(), false);
    }

    /** The names in the order of their classes. */
    public List<String> names() {
        return names;
    }

    public int size() {
        return names.size();
    }

    /** The same labels, of which a text has any number, or one only. */
    public Labels withMultiLabel(boolean several) {
        return several == multiLabel ? this : new Labels(names, several);
    }

    /** Whether a text has any number of them, not one: each is judged on its own. */
    public boolean isMultiLabel() {
        return multiLabel;
    }

    /** Whether the labels are the numbers of their classes. */
    public boolean isNumeric() {
        return numeric;
    }

    /** The name of a class. */
    public String name(int index) {
        return names.get(index);
    }

    /** The class of a label; empty if there is no such label. A number may be written {@code 1}, {@code 01} or {@code 1.0}. */
    public OptionalInt index(String label) {
        Integer index = indices.get(label.strip());
        if (index == null && numeric) {
            index = classNumber(label.strip())
                    .map(number -> indices.get(number.toString()))
                    .orElse(null);
        }
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** The class that a number stands for; empty if it is negative, broken or absurdly large. */
    public static Optional<Integer> classNumber(String label) {
        var number = CLASS_NUMBER.matcher(label);
        return number.matches() ? Optional.of(Integer.valueOf(number.group(1))) : Optional.empty();
    }

    /** For messages: the names, shortened if there are many. */
    public String describe() {
        if (numeric && names.size() > 2) {
            return "0 to " + (names.size() - 1);
        }
        String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels labels && names.equals(labels.names) && multiLabel == labels.multiLabel;
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + Boolean.hashCode(multiLabel);
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
