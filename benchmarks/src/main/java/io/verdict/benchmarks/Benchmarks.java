package io.verdict.benchmarks;

import io.verdict.tokenizer.TokenizerException;
import io.verdict.transformer.VerdictException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: the name of a benchmark, and its options. */
@Command(
        name = "benchmarks/run",
        description = "Measures Verdict beside its peers, in one run, in turns.",
        synopsisSubcommandLabel = "NAME",
        subcommands = {
            Forward.class,
            TrainStep.class,
            FloorCommand.class,
            Epoch.class,
            Order.class,
            Freeze.class,
            Tokenize.class,
            Targets.class,
            Startup.class,
            Import.class,
            Predict.class,
            Memory.class,
            Serve.class,
            Overload.class,
        })
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] arguments) {
        PrintWriter errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        CommandLine command = new CommandLine(new Benchmarks());
        command.setErr(errors);
        command.setExecutionExceptionHandler((exception, line, parsed) -> {
            if (exception instanceof BenchmarkException
                    || exception instanceof VerdictException
                    || exception instanceof TokenizerException) {
                errors.println("benchmarks/run: " + exception.getMessage());
                return 1;
            }
            throw exception;
        });
        System.exit(command.execute(arguments));
    }
}
