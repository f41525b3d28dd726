package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how long a run may take. */
public final class RunTime {
    private static final Pattern CLOCK = Pattern.compile("(\\d+):(\\d{1,2}):(\\d{1,2}):(\\d{1,2})");
    private static final Pattern UNITS = Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");

    private RunTime() {}

    /**
     * Reads {@code DD:HH:MM:SS}, or numbers with units: {@code 90s}, {@code 10m}, {@code 1h30m}, {@code 2d}; also what
     * {@link Duration#toString} writes.
     *
     * @throws VerdictException if it is neither, or no time at all
     */
    public static Duration parse(String text) {
        if (text.startsWith("PT")) {
            return parse(text.substring("PT".length()).toLowerCase(Locale.ROOT));
        }
        for (Pattern pattern : new Pattern[] {CLOCK, UNITS}) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.matches() && !text.isEmpty()) {
                Duration time = duration(matcher, text);
                OptionRange.require(!time.isZero(), "max_time is " + text + ", must be more than nothing");
                return time;
            }
        }
        throw unreadable(text, null);
    }

    private static Duration duration(Matcher matcher, String text) {
        try {
            return Duration.ofDays(number(matcher, 1))
                    .plusHours(number(matcher, 2))
                    .plusMinutes(number(matcher, 3))
                    .plusSeconds(number(matcher, 4));
        } catch (NumberFormatException | ArithmeticException e) {
            throw unreadable(text, e);
        }
    }

    private static long number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static VerdictException unreadable(String text, @Nullable Throwable cause) {
        String message = "\"" + text + "\" is no time; write DD:HH:MM:SS, such as 00:01:30:00, or 90s, 10m, 1h30m, 2d";
        return cause == null ? new VerdictException(message) : new VerdictException(message, cause);
    }
}
