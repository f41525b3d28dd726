package io.verdict.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A process that does one thing and ends; timed as a whole, or by what it says itself. */
final class Child implements Timed {
    private final String name;
    private final boolean whole;
    private final List<String> command;

    /**
     * @param whole whether its time is the whole process's; else it is the last line that it prints
     */
    Child(String name, boolean whole, List<String> command) {
        this.name = name;
        this.whole = whole;
        this.command = List.copyOf(command);
    }

    /** A {@link Probe}, on the class path of the command line, as this JVM was started else. */
    static Child probe(String name, boolean whole, List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        command.addAll(List.of("-cp", classPath(), Probe.class.getName()));
        command.addAll(arguments);
        return new Child(name, whole, command);
    }

    /** {@code ./verdict}; it is built first if that is needed. */
    static Child verdict(String name, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(Settings.home().resolve("verdict").toString()));
        command.addAll(arguments);
        return new Child(name, true, command);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double milliseconds() {
        long start = System.nanoTime();
        String printed = run();
        double milliseconds = (System.nanoTime() - start) * 1e-6;
        if (whole) {
            return milliseconds;
        }
        List<String> lines = printed.lines().toList();
        try {
            return Double.parseDouble(lines.get(lines.size() - 1));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new BenchmarkException(name + " printed no milliseconds: " + printed, e);
        }
    }

    /**
     * Runs the process.
     *
     * @return what it printed to standard output
     * @throws BenchmarkException if it fails; what it printed to standard error has been shown
     */
    String run() {
        try {
            Path errors = Files.createTempFile("verdict-benchmark", ".err");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectError(errors.toFile())
                        .start();
                process.getOutputStream().close();
                String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int code = process.waitFor();
                if (code != 0) {
                    throw new BenchmarkException(name + " ended with code " + code + ": "
                            + Files.readString(errors).strip());
                }
                return printed;
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new BenchmarkException(command.get(0) + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        }
    }

    /** What {@code ./verdict} runs on, and these classes. */
    private static String classPath() {
        Path folder = Settings.home().resolve("cli/target/lib/cpu");
        List<String> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .forEach(file -> entries.add(file.toString()));
            entries.add(Path.of(Child.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        } catch (IOException | URISyntaxException e) {
            throw new BenchmarkException(folder + " cannot be read; ./verdict --version builds it", e);
        }
        return String.join(System.getProperty("path.separator"), entries);
    }
}
