package io.verdict.cli;

import io.verdict.cli.config.ConfigOptions;
import java.lang.reflect.Field;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;

/** The headings under which help lists options, in their order. */
enum OptionGroup {
    COMMAND("Options"),
    DATA("Data"),
    MODEL("Model"),
    TRAINER("Trainer"),
    LOGGING("Logging"),
    OUTPUT("Output"),
    FILES("To a file"),
    CONFIG("Config files"),
    EVERYWHERE("With every command");

    private static final Set<String> EVERY_COMMAND = Set.of("--help", "--version");

    private final String heading;

    OptionGroup(String heading) {
        this.heading = heading;
    }

    String heading() {
        return heading;
    }

    /** The group of an option: by the mixin that declares it, or else by what its name begins with. */
    static OptionGroup of(OptionSpec option) {
        Class<?> owner = option.userObject() instanceof Field field ? field.getDeclaringClass() : Object.class;
        String name = Objects.requireNonNull(option.longestName());
        if (owner == LogSettings.class) {
            return LOGGING;
        }
        if (owner == OutputSettings.class || owner == PredictOutputSettings.class || owner == ReportSettings.class) {
            return OUTPUT;
        }
        if (owner == PredictFileSettings.class) {
            return FILES;
        }
        if (owner == ConfigOptions.class) {
            return CONFIG;
        }
        if (owner == GlobalOptions.class || EVERY_COMMAND.contains(name)) {
            return EVERYWHERE;
        }
        if (name.startsWith("--data.")) {
            return DATA;
        }
        if (name.startsWith("--model.")) {
            return MODEL;
        }
        return name.startsWith("--trainer.") || owner == TrainingSettings.class ? TRAINER : COMMAND;
    }
}
