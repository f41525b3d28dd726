package io.verdict.cli;

import io.verdict.cli.config.Configured;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The program {@code verdict}. Exit codes: 0 done, 1 failed, 2 used wrongly; those of signals are the JVM's. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args, Console.ofProcess()));
    }

    /** Runs one command; the exit code. */
    static int run(String[] args, Console console) {
        GlobalOptions options = new GlobalOptions();
        Failures failures = new Failures(console, options);
        try {
            Configured configured =
                    Configured.of(List.of(args), () -> Commands.of(console, new GlobalOptions(), failures));
            if (configured.printed().isPresent()) {
                console.out().print(configured.printed().get());
                console.out().flush();
                return CommandLine.ExitCode.OK;
            }
            CommandLine commands = Commands.of(console, options, failures);
            int code = commands.execute(configured.arguments().toArray(String[]::new));
            console.out().flush();
            return code;
        } catch (ParameterException e) {
            return failures.handleParseException(e, args);
        } catch (Throwable e) { // An Error too: out of memory is told in one sentence as well.
            return failures.report(e);
        }
    }
}
