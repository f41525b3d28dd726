package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A name with arguments as people write it: {@code sgd}, {@code sgd(momentum=0.9, nesterov=true)}. */
final class NamedArguments {
    private static final Pattern CALL = Pattern.compile("\\s*([^\\s()]+)\\s*(?:\\(([^()]*)\\)\\s*)?");
    private static final String TRUE = "true";
    private static final String FALSE = "false";

    private NamedArguments() {}

    /** Names and numbers in turn as a map, in that order. */
    static Map<String, Double> defaults(Object... namesAndNumbers) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndNumbers.length; i += 2) {
            values.put((String) namesAndNumbers[i], ((Number) namesAndNumbers[i + 1]).doubleValue());
        }
        return values;
    }

    /** The name before the arguments, in small letters; everything if there is no such form. */
    static String name(String text) {
        Matcher call = CALL.matcher(text);
        return (call.matches() ? call.group(1) : text).toLowerCase(Locale.ROOT);
    }

    /**
     * The arguments of that name: those that are given, the others' defaults. True is 1, false 0.
     *
     * @param what it is, for messages, such as "the optimizer"
     * @throws VerdictException if one is not known, given twice or no number
     */
    static Map<String, Double> arguments(String what, String text, Map<String, Double> defaults) {
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            throw new VerdictException(
                    "\"" + text + "\" is not " + what + " with arguments, such as name(argument=0.5, other=true)");
        }
        Map<String, Double> given = new LinkedHashMap<>();
        String list = call.group(2);
        if (list != null && !list.isBlank()) {
            for (String part : list.split(",", -1)) {
                int equals = part.indexOf('=');
                if (equals < 0) {
                    throw new VerdictException("\"" + part.strip() + "\" in \"" + text
                            + "\" is not an argument, which is written name=value");
                }
                String name = part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                if (given.put(name, number(text, name, part.substring(equals + 1))) != null) {
                    throw new VerdictException("The argument " + name + " is twice in \"" + text + "\"");
                }
            }
        }
        return merged(what + " " + call.group(1), given, defaults);
    }

    /**
     * The defaults with what is given in their place.
     *
     * @throws VerdictException if one is not among the defaults or not finite
     */
    static Map<String, Double> merged(String what, Map<String, Double> given, Map<String, Double> defaults) {
        Map<String, Double> all = new LinkedHashMap<>(defaults);
        given.forEach((name, value) -> {
            if (!defaults.containsKey(name)) {
                throw new VerdictException(what + " has no argument \"" + name + "\"; "
                        + (defaults.isEmpty()
                                ? "it has none"
                                : "it has " + String.join(", ", defaults.keySet())
                                        + "."
                                        + Nearest.hint(name, List.copyOf(defaults.keySet()))));
            }
            if (!Double.isFinite(value)) {
                throw new VerdictException("The argument " + name + " of " + what + " is " + value + ", not a number");
            }
            all.put(name, value);
        });
        return all;
    }

    /** The name, with the arguments that are not the defaults. */
    static String text(String name, Map<String, Double> arguments, Map<String, Double> defaults) {
        String list = arguments.entrySet().stream()
                .filter(argument -> !argument.getValue().equals(defaults.get(argument.getKey())))
                .map(argument -> argument.getKey() + "=" + argument.getValue())
                .collect(Collectors.joining(", "));
        return list.isEmpty() ? name : name + "(" + list + ")";
    }

    private static double number(String text, String name, String value) {
        String bare = value.strip().toLowerCase(Locale.ROOT);
        if (bare.equals(TRUE) || bare.equals(FALSE)) {
            return bare.equals(TRUE) ? 1 : 0;
        }
        try {
            return Double.parseDouble(bare);
        } catch (NumberFormatException e) {
            throw new VerdictException(
                    "The argument " + name + " in \"" + text + "\" is \"" + value.strip()
                            + "\", neither a number nor true or false",
                    e);
        }
    }
}
