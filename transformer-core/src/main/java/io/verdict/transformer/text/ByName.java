package io.verdict.transformer.text;

import io.verdict.transformer.VerdictException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A choice that people make by its name. */
public final class ByName {
    private ByName() {}

    /** The names of all. */
    public static <T> List<String> names(T[] all, Function<T, String> name) {
        return Arrays.stream(all).map(name).toList();
    }

    /**
     * The choice of that name, in any case.
     *
     * @param what a choice is called in a message
     * @throws VerdictException if there is none; the message lists them, and the nearest
     */
    public static <T> T find(String what, String given, T[] all, Function<T, String> name) {
        return Arrays.stream(all)
                .filter(choice -> name.apply(choice).equalsIgnoreCase(given))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names = names(all, name);
                    return new VerdictException("Unknown " + what + " \"" + given + "\"; supported: "
                            + String.join(", ", names) + "." + Nearest.hint(given, names));
                });
    }
}
