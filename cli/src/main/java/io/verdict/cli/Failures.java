package io.verdict.cli;

import io.verdict.tokenizer.TokenizerException;
import io.verdict.trainer.TrainingInterruptedException;
import io.verdict.transformer.VerdictException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns exceptions into one message on standard error and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Console console;
    private final GlobalOptions options;

    Failures(Console console, GlobalOptions options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof ParameterException wrongUse) {
            return handleParseException(wrongUse, new String[0]);
        }
        return report(e);
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String message = e instanceof UnmatchedArgumentException unmatched
                ? Unmatched.message(unmatched, command)
                : String.valueOf(e.getMessage());
        console.say("verdict: " + message + "\nSee: " + command.getCommandSpec().qualifiedName() + " --help");
        trace(e);
        return ExitCode.USAGE;
    }

    /** Reports what ended a command; the exit code. */
    int report(Throwable e) {
        if (e instanceof Results.ReaderGone) {
            // Whoever closed the pipe has what it wanted.
            return ExitCode.OK;
        }
        if (e instanceof TrainingInterruptedException) {
            // It is said already, and the signal that caused it ends the process.
            return ExitCode.SOFTWARE;
        }
        console.say("verdict: " + message(e));
        trace(e);
        return ExitCode.SOFTWARE;
    }

    private static String message(Throwable e) {
        if (e instanceof VerdictException || e instanceof TokenizerException) {
            return String.valueOf(e.getMessage());
        }
        if (e instanceof OutOfMemoryError) {
            return "Out of memory: " + e.getMessage() + "\nTake a smaller batch, or give the JVM more: for example"
                    + " VERDICT_JAVA_OPTS=\"-Xmx8g -Dorg.bytedeco.javacpp.maxBytes=16g\"";
        }
        if (e instanceof NoSuchFileException) {
            return "There is no file " + e.getMessage();
        }
        return "This should not happen: " + e + "\nRun it again with --stacktrace and report what it prints.";
    }

    private void trace(Throwable e) {
        if (options.stacktrace) {
            e.printStackTrace(console.err());
        }
    }
}
