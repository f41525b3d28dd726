package io.verdict.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The signals that this process ignores, and those that it starts with it: a shell starts its background jobs without
 * SIGINT, and {@code nohup} whatever it starts without SIGHUP.
 */
final class Signals {
    static final int HUP = 1;
    static final int INT = 2;

    private Signals() {}

    /** Whether a signal is ignored; false where the system does not tell. */
    static boolean isIgnored(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> (signal - 1) & 1) != 0);
    }
}
