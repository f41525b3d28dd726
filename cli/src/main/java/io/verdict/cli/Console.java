package io.verdict.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The streams of one run.
 *
 * @param in standard input, bytes in UTF-8
 * @param out standard output
 * @param err standard error
 * @param terminal whether standard error is a terminal, so that lines may be drawn over
 * @param columns the width of that terminal
 * @param typed whether standard input is a terminal, where somebody has to be told to type
 */
record Console(InputStream in, Results out, PrintStream err, boolean terminal, int columns, boolean typed) {
    private static final int DEFAULT_COLUMNS = 80;

    /**
     * The process's own streams, as UTF-8 whatever the locale is. What libraries print to {@code System.out} is sent to
     * standard error from now on.
     */
    static Console ofProcess() {
        PrintStream err = new PrintStream(StandardError.stream(), true, StandardCharsets.UTF_8);
        System.setErr(err);
        System.setOut(err);
        return new Console(
                System.in,
                new Results(new FileOutputStream(FileDescriptor.out)),
                err,
                Boolean.getBoolean("verdict.terminal"),
                Integer.getInteger("verdict.terminal.columns", DEFAULT_COLUMNS),
                Boolean.getBoolean("verdict.terminal.input"));
    }

    /** Says something to the person at the terminal. */
    void say(String line) {
        err.println(line);
        err.flush();
    }
}
