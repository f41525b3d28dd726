package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An optimizer with its arguments.
 *
 * @param arguments all that the optimizer has; where the constructor is given fewer, the defaults fill up
 */
public record OptimizerChoice(OptimizerKind kind, Map<String, Double> arguments) {
    /**
     * @throws VerdictException if an argument is not known or out of range
     */
    public OptimizerChoice {
        arguments = new LinkedHashMap<>(NamedArguments.merged(kind.id(), arguments, kind.defaults()));
        arguments.forEach((name, value) -> {
            boolean share = name.startsWith("beta") || name.equals("alpha") || name.equals("momentum");
            OptionRange.require(
                    !share || (value >= 0 && value < 1),
                    name + " of " + kind.id() + " is " + value + ", must be in [0, 1)");
            OptionRange.require(
                    name.equals("decay_rate") ? value < 0 : value >= 0,
                    name + " of " + kind.id() + " is " + value + ", must be "
                            + (name.equals("decay_rate") ? "negative" : "at least 0"));
        });
        OptionRange.require(
                arguments.getOrDefault("nesterov", 0.0) == 0 || arguments.getOrDefault("momentum", 0.0) > 0,
                "sgd with nesterov needs a momentum; write sgd(momentum=0.9, nesterov=true)");
    }

    /** With the defaults. */
    public static OptimizerChoice of(OptimizerKind kind) {
        return new OptimizerChoice(kind, Map.of());
    }

    /**
     * Reads {@code adamw}, {@code sgd(momentum=0.9)}, in any case.
     *
     * @throws VerdictException if there is no such optimizer or argument, with those there are
     */
    public static OptimizerChoice parse(String text) {
        OptimizerKind kind = OptimizerKind.fromId(NamedArguments.name(text));
        return new OptimizerChoice(kind, NamedArguments.arguments("the optimizer", text, kind.defaults()));
    }

    double argument(String name) {
        return Objects.requireNonNull(arguments.get(name));
    }

    /** As {@link #parse} reads it, without the arguments that are defaults. */
    @Override
    public String toString() {
        return NamedArguments.text(kind.id(), arguments, kind.defaults());
    }
}
