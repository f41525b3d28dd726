package io.verdict.cli.config;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * An option's value as YAML. A number or a flag is written as it was given; a word is quoted where YAML, of version 1.2
 * or 1.1, would take it for anything else.
 */
final class ConfigValue {
    /** No sign of YAML's is in these, nor at their ends. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_/.@+-]*( [A-Za-z0-9_/.@+-]+)*");
    /** Words that a YAML reader may take for true, false or nothing. */
    private static final Pattern SPECIAL = Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n|[.](inf|nan)");

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\x7f-\\x9f\\ufeff\\ufffe\\uffff]");
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private final OptionSpec option;
    private final List<String> values;

    private ConfigValue(OptionSpec option, List<String> values) {
        this.option = option;
        this.values = values;
    }

    /** The value that was given at any level of the command line, else the default. */
    static ConfigValue of(OptionSpec option, List<ParseResult> levels) {
        for (int i = levels.size() - 1; i >= 0; i--) {
            OptionSpec matched = levels.get(i).matchedOption(option.longestName());
            if (matched != null) {
                return new ConfigValue(option, given(matched));
            }
        }
        String value = option.defaultValue();
        if (isFlag(option)) {
            return new ConfigValue(option, List.of(value == null ? "false" : value));
        }
        if (value == null) {
            return new ConfigValue(option, List.of());
        }
        return new ConfigValue(
                option,
                option.isMultiValue()
                        ? Arrays.asList(
                                option.splitRegex().isEmpty() ? new String[] {value} : value.split(option.splitRegex()))
                        : List.of(value));
    }

    private static List<String> given(OptionSpec matched) {
        if (isFlag(matched)) {
            return List.of(Boolean.toString(matched.getValue()));
        }
        List<String> values = matched.stringValues();
        return matched.isMultiValue() ? values : List.of(values.get(values.size() - 1));
    }

    private static boolean isFlag(OptionSpec option) {
        return option.type() == boolean.class || option.type() == Boolean.class;
    }

    /**
     * Writes what stands behind the key and its colon, line end included.
     *
     * @param indent before further lines
     */
    void appendTo(StringBuilder text, String indent) {
        if (values.isEmpty()) {
            text.append(" null\n");
        } else if (Map.class.isAssignableFrom(option.type())) {
            text.append('\n');
            for (String value : values) {
                int equals = value.indexOf('=');
                text.append(indent)
                        .append(quoted(value.substring(0, equals)))
                        .append(": ")
                        .append(quoted(value.substring(equals + 1)))
                        .append('\n');
            }
        } else if (option.isMultiValue()) {
            List<String> elements = new ArrayList<>();
            values.forEach(value -> elements.add(scalar(value)));
            text.append(" [").append(String.join(", ", elements)).append("]\n");
        } else {
            text.append(' ').append(scalar(values.get(0))).append('\n');
        }
    }

    private String scalar(String value) {
        Class<?> type = option.isMultiValue() ? option.auxiliaryTypes()[0] : option.type();
        boolean plain = type.isPrimitive() || Number.class.isAssignableFrom(type) || type == Boolean.class;
        return plain ? value : quoted(value);
    }

    static String quoted(String value) {
        if (PLAIN.matcher(value).matches() && !SPECIAL.matcher(value).matches()) {
            return value;
        }
        return UNPRINTABLE
                .matcher(GSON.toJson(value))
                .replaceAll(match -> String.format(
                        Locale.ROOT, "\\\\u%04x", (int) match.group().charAt(0)));
    }
}
