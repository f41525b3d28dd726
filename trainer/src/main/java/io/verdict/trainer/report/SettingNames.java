package io.verdict.trainer.report;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Settings by name: every value of a record, and of the records of its package in it, so that one which is added later is told too. */
public final class SettingNames {
    private SettingNames() {}

    /**
     * The values by their names in snake case, in the record's order. Values that are not set are left out, and paths,
     * which say something about a machine and nothing about a model.
     *
     * @param settings a public record, such as {@code TrainerOptions}
     */
    public static Map<String, String> of(Record settings) {
        Map<String, String> values = new LinkedHashMap<>();
        add(settings, values);
        return values;
    }

    private static void add(Record settings, Map<String, String> values) {
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            Object value = value(settings, component);
            boolean samePackage = component
                    .getType()
                    .getPackageName()
                    .equals(settings.getClass().getPackageName());
            if (samePackage && component.getType().isRecord() && !hasItsOwnText((Record) value)) {
                add((Record) value, values);
            } else {
                text(value).ifPresent(text -> values.put(snakeCase(component.getName()), text));
            }
        }
    }

    private static Object value(Record settings, RecordComponent component) {
        try {
            return component.getAccessor().invoke(settings);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Cannot read " + component.getName() + " of " + settings, e);
        }
    }

    private static Optional<String> text(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.flatMap(SettingNames::text);
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? Optional.of(Integer.toString(number.getAsInt())) : Optional.empty();
        }
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? Optional.of(Double.toString(number.getAsDouble())) : Optional.empty();
        }
        if (value instanceof Enum<?> choice) {
            return Optional.of(choice.name().toLowerCase(Locale.ROOT));
        }
        if (value instanceof Path) {
            return Optional.empty();
        }
        if (value instanceof Record parts && !hasItsOwnText(parts)) {
            return Optional.of(recordText(parts));
        }
        if (value instanceof Collection<?> list && list.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(value.toString());
    }

    /** Whether a record says in a way of its own what it is, such as {@code sgd:momentum=0.9}. */
    private static boolean hasItsOwnText(Record value) {
        return !value.toString().startsWith(value.getClass().getSimpleName() + "[");
    }

    /** {@code None[]} is {@code none}, {@code Dropout[hidden=0.1]} is {@code hidden=0.1}. */
    private static String recordText(Record value) {
        String text = value.toString();
        int start = text.indexOf('[');
        String inside = text.substring(start + 1, text.length() - 1);
        return inside.isEmpty() ? snakeCase(text.substring(0, start)) : inside;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
