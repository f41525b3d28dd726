package io.verdict.cli;

import picocli.CommandLine;

/** The program {@code verdict}. Exit codes: 0 done, 1 failed, 2 used wrongly. */
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
            CommandLine commands = Commands.of(console, options, failures);
            int code = commands.execute(args);
            console.out().flush();
            return code;
        } catch (Throwable e) { // An Error too: out of memory is told in one sentence as well.
            return failures.report(e);
        }
    }
}
