package io.verdict.cli;

import io.verdict.trainer.OptimizerKind;
import io.verdict.trainer.Schedule;
import io.verdict.trainer.Strategy;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;

/** Puts the commands together. */
final class Commands {
    static final int HELP_WIDTH = 80;

    private Commands() {}

    static CommandLine of(Console console, GlobalOptions options, Failures failures) {
        TextClassificationCommand training = new TextClassificationCommand(console, options);
        CommandLine task = new CommandLine(training).addSubcommand(new FromCsvCommand(training));
        CommandLine root = new CommandLine(new VerdictCommand(options))
                .addSubcommand(task)
                .addSubcommand(new PredictCommand(console, options))
                .addSubcommand(new EvaluateCommand(console, options))
                .addSubcommand(new InspectCommand(console, options))
                .addSubcommand(new BackbonesCommand(console))
                .addSubcommand(new TokenizeCommand(console))
                .addSubcommand(new EmbedCommand(console, options));
        return root.registerConverter(Strategy.class, byId(Strategy::fromId))
                .registerConverter(Pooling.class, byId(Pooling::fromId))
                .registerConverter(OptimizerKind.class, byId(OptimizerKind::fromId))
                .registerConverter(Schedule.class, byId(Schedule::fromId))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(HELP_WIDTH)
                .setHelpFactory(GroupedHelp::new)
                .setOut(console.out().printWriter())
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setExecutionStrategy(parsed -> execute(parsed, options));
    }

    private static int execute(ParseResult parsed, GlobalOptions options) {
        Integer threads = options.threads;
        if (threads != null && threads < 1) {
            throw new ParameterException(
                    last(parsed).commandSpec().commandLine(), "--threads is " + threads + ", must be at least 1.");
        }
        return new RunLast().execute(parsed);
    }

    private static ParseResult last(ParseResult parsed) {
        List<CommandLine> commands = parsed.asCommandLineList();
        return commands.get(commands.size() - 1).getParseResult();
    }

    private static <T> ITypeConverter<T> byId(Function<String, T> fromId) {
        return id -> {
            try {
                return fromId.apply(id);
            } catch (VerdictException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }
}
