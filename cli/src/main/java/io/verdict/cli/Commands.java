package io.verdict.cli;

import io.verdict.cli.config.Configured;
import io.verdict.export.Engine;
import io.verdict.export.ExportFormat;
import io.verdict.trainer.BatchAmount;
import io.verdict.trainer.GradientClipping;
import io.verdict.trainer.Monitor;
import io.verdict.trainer.OptimizerChoice;
import io.verdict.trainer.Precision;
import io.verdict.trainer.RunTime;
import io.verdict.trainer.ScheduleChoice;
import io.verdict.trainer.Strategy;
import io.verdict.trainer.data.FileKind;
import io.verdict.trainer.log.LogFormat;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Nearest;
import io.verdict.transformer.text.Output;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
        CommandLine task = new CommandLine(training)
                .addSubcommand(new FromCsvCommand(training))
                .addSubcommand(new FromTsvCommand(training))
                .addSubcommand(new FromJsonCommand(training))
                .addSubcommand(new FromParquetCommand(training))
                .addSubcommand(new FromListsCommand(training))
                .addSubcommand(new FromLabelStudioCommand(training))
                .addSubcommand(new FromImdbCommand(training))
                .addSubcommand(new FromToxicCommand(training));
        CommandLine root = new CommandLine(new VerdictCommand(options))
                .addSubcommand(task)
                .addSubcommand(new PredictCommand(console, options))
                .addSubcommand(new EvaluateCommand(console, options))
                .addSubcommand(new ExportCommand(console, options))
                .addSubcommand(new VerifyCommand(console, options))
                .addSubcommand(new ServeCommand(console, options))
                .addSubcommand(new InspectCommand(console, options))
                .addSubcommand(new DoctorCommand(console, options))
                .addSubcommand(new BackbonesCommand(console))
                .addSubcommand(new TokenizeCommand(console))
                .addSubcommand(new EmbedCommand(console, options))
                .addSubcommand(new ListCommand(console))
                .addSubcommand(new CompletionCommand(console));
        Configured.addOptions(root);
        return root.registerConverter(Strategy.class, byId(Strategy::fromId))
                .registerConverter(Dropout.class, byId(Dropout::fromText))
                .registerConverter(Pooling.class, byId(Pooling::fromId))
                .registerConverter(OptimizerChoice.class, byId(OptimizerChoice::parse))
                .registerConverter(ScheduleChoice.class, byId(ScheduleChoice::parse))
                .registerConverter(BatchAmount.class, byId(BatchAmount::parse))
                .registerConverter(Duration.class, byId(RunTime::parse))
                .registerConverter(Monitor.class, byId(Monitor::fromId))
                .registerConverter(Monitor.Mode.class, oneOf(Monitor.Mode.values()))
                .registerConverter(GradientClipping.class, byId(GradientClipping::fromId))
                .registerConverter(Precision.class, byId(Precision::fromId))
                .registerConverter(Output.class, byId(Output::fromId))
                .registerConverter(ExportFormat.class, byId(ExportFormat::fromId))
                .registerConverter(FileKind.Format.class, byId(FileKind.Format::fromId))
                .registerConverter(Engine.class, byId(Engine::fromId))
                .registerConverter(LogFormat.class, byId(LogFormat::fromId))
                .registerConverter(PrintFormat.class, oneOf(PrintFormat.values()))
                .registerConverter(EvaluateCommand.Format.class, oneOf(EvaluateCommand.Format.values()))
                .registerConverter(Available.class, oneOf(Available.values()))
                .registerConverter(CompletionCommand.Shell.class, oneOf(CompletionCommand.Shell.values()))
                .registerConverter(EmbedCommand.Rows.class, oneOf(EmbedCommand.Rows.values()))
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

    /** Constants by their names in any case; picocli's own message would shout them. */
    private static <E extends Enum<E>> ITypeConverter<E> oneOf(E[] constants) {
        List<String> names = Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return word -> {
            int index = names.indexOf(word.toLowerCase(Locale.ROOT));
            if (index < 0) {
                throw new TypeConversionException(
                        "\"" + word + "\" is none of " + String.join(", ", names) + "." + Nearest.hint(word, names));
            }
            return constants[index];
        };
    }
}
