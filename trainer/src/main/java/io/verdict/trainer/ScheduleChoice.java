package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A schedule with its arguments.
 *
 * @param arguments all that the schedule has; where the constructor is given fewer, the defaults fill up
 */
public record ScheduleChoice(Schedule kind, Map<String, Double> arguments) {
    /**
     * @throws VerdictException if an argument is not known or out of range
     */
    public ScheduleChoice {
        arguments = new LinkedHashMap<>(NamedArguments.merged(kind.id(), arguments, kind.defaults()));
        arguments.forEach((name, value) -> {
            boolean mayBeZero = name.equals("patience") || name.equals("threshold");
            OptionRange.require(
                    value > 0 || (mayBeZero && value == 0),
                    name + " of " + kind.id() + " is " + value + ", must be "
                            + (mayBeZero ? "at least 0" : "positive"));
            OptionRange.require(
                    !name.equals("factor") || value < 1,
                    "factor of " + kind.id() + " is " + value + ", must be below 1");
            OptionRange.require(
                    !(name.equals("patience") || name.equals("num_cycles")) || value == Math.rint(value),
                    name + " of " + kind.id() + " is " + value + ", must be a whole number");
        });
    }

    /** With the defaults. */
    public static ScheduleChoice of(Schedule kind) {
        return new ScheduleChoice(kind, Map.of());
    }

    /**
     * Reads {@code linear}, {@code polynomial(power=3)}, in any case.
     *
     * @throws VerdictException if there is no such schedule or argument, with those there are
     */
    public static ScheduleChoice parse(String text) {
        Schedule kind = Schedule.fromId(NamedArguments.name(text));
        return new ScheduleChoice(kind, NamedArguments.arguments("the schedule", text, kind.defaults()));
    }

    /**
     * The factor on the peak rate; see {@link Schedule#factor}.
     *
     * @param monitored the monitor's values so far, in order
     */
    double factor(int update, int warmupUpdates, int totalUpdates, Monitor.Mode mode, List<Double> monitored) {
        double factor = kind.factor(update, warmupUpdates, totalUpdates, arguments);
        return kind == Schedule.REDUCE_ON_PLATEAU
                ? factor
                        * Plateau.factor(
                                monitored, mode, argument("factor"), (int) argument("patience"), argument("threshold"))
                : factor;
    }

    private double argument(String name) {
        return Objects.requireNonNull(arguments.get(name));
    }

    /** As {@link #parse} reads it, without the arguments that are defaults. */
    @Override
    public String toString() {
        return NamedArguments.text(kind.id(), arguments, kind.defaults());
    }
}
