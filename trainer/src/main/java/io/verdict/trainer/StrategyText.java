package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads strategies: a name, and for some a tuple of numbers behind it. */
final class StrategyText {
    static final List<String> NAMES = List.of("no_freeze", "freeze", "freeze_unfreeze", "unfreeze_milestones");

    private static final String FORMS = "no_freeze, freeze, freeze_unfreeze(2), unfreeze_milestones((1, 3), 1)";
    private static final Pattern NAME = Pattern.compile("[^(,]*");
    /** No larger epoch or layer is meant, and it fits an int. */
    private static final String NUMBER = "(\\d{1,9})";

    private static final Pattern EPOCH = Pattern.compile("\\(" + NUMBER + "\\)");
    private static final Pattern MILESTONES =
            Pattern.compile("\\(\\(" + NUMBER + "," + NUMBER + "\\)," + NUMBER + "\\)");

    private StrategyText() {}

    static Strategy parse(String text) {
        String packed = text.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        Matcher name = NAME.matcher(packed);
        name.lookingAt();
        String arguments = packed.substring(name.end());
        return switch (name.group()) {
            case "no_freeze" -> withoutArguments(Strategy.NO_FREEZE, text, arguments);
            case "freeze" -> withoutArguments(Strategy.FREEZE, text, arguments);
            case "freeze_unfreeze" -> {
                Matcher epoch = EPOCH.matcher(arguments);
                if (!epoch.matches()) {
                    throw malformed(text, "freeze_unfreeze takes the epoch at which everything thaws, counted from 0");
                }
                yield Strategy.freezeUnfreeze(number(epoch, 1));
            }
            case "unfreeze_milestones" -> {
                Matcher milestones = MILESTONES.matcher(arguments);
                if (!milestones.matches()) {
                    throw malformed(
                            text,
                            "unfreeze_milestones takes ((E1, E2), L): the last L encoder layers thaw at epoch E1, the"
                                    + " rest at E2, counted from 0");
                }
                yield Strategy.unfreezeMilestones(number(milestones, 1), number(milestones, 2), number(milestones, 3));
            }
            default ->
                throw new VerdictException("Unknown strategy \"" + text + "\"; supported: " + FORMS + "."
                        + Nearest.hint(name.group(), NAMES));
        };
    }

    private static Strategy withoutArguments(Strategy strategy, String text, String arguments) {
        if (!arguments.isEmpty()) {
            throw malformed(text, strategy.id() + " takes nothing in parentheses");
        }
        return strategy;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static VerdictException malformed(String text, String why) {
        return new VerdictException("Strategy \"" + text + "\": " + why + ". Supported: " + FORMS + ".");
    }
}
