package io.verdict.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was measured on. */
final class Machine {
    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path STATUS = Path.of("/proc/self/status");

    private Machine() {}

    /** CPU, threads, Java and date in one line. */
    static String line(int threads) {
        return cpu() + " · " + threads + (threads == 1 ? " thread" : " threads") + " of "
                + Runtime.getRuntime().availableProcessors() + " · Java " + System.getProperty("java.version") + " · "
                + LocalDate.now(java.time.ZoneId.systemDefault());
    }

    /**
     * A line of this process's status (Linux), such as {@code VmRSS} or {@code VmHWM}.
     *
     * @return megabytes
     * @throws BenchmarkException where there is no such line
     */
    static double megabytes(String name) {
        return find(STATUS, "(?m)^" + name + ":\\s*(\\d+) kB", "no " + name + " in " + STATUS + "; this needs Linux");
    }

    private static double find(Path file, String pattern, String otherwise) {
        try {
            Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
            if (matcher.find()) {
                return Double.parseDouble(matcher.group(1)) / 1024;
            }
        } catch (IOException e) {
            throw new BenchmarkException(otherwise, e);
        }
        throw new BenchmarkException(otherwise);
    }

    private static String cpu() {
        try {
            Matcher matcher = Pattern.compile("(?m)^model name\\s*:\\s*(.*)$").matcher(Files.readString(CPU));
            if (matcher.find()) {
                return matcher.group(1).strip();
            }
        } catch (IOException e) {
            // Not Linux: the architecture must do.
        }
        return System.getProperty("os.arch");
    }
}
