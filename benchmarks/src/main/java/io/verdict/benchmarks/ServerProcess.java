package io.verdict.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, on the loopback interface; it ends when it is closed. */
final class ServerProcess implements AutoCloseable {
    /** What a server says once it is ready: its port alone, or its address in a line. */
    private static final Pattern READY = Pattern.compile("(?:Serving .*http://127\\.0\\.0\\.1:)?(\\d+)\\b.*");

    private final String name;
    private final Process process;
    private final URI uri;
    private final double startSeconds;

    private ServerProcess(String name, List<String> command) {
        this.name = name;
        long begin = System.nanoTime();
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            uri = URI.create("http://127.0.0.1:" + port() + "/predict");
            startSeconds = (System.nanoTime() - begin) * 1e-9;
        } catch (IOException e) {
            throw new BenchmarkException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * {@code ./verdict serve} on a saved model.
     *
     * @param more of its options
     */
    static ServerProcess verdict(Path model, int threads, List<String> more) {
        List<String> command = new ArrayList<>();
        command.add(Settings.home().resolve("verdict").toString());
        command.addAll(List.of("serve", "--model", model.toString(), "--port", "0"));
        command.addAll(List.of("--threads", Integer.toString(threads)));
        command.addAll(more);
        return new ServerProcess("verdict", command);
    }

    /** A {@link PlainServer} as most are: a thread for each request, ONNX Runtime's own threads. */
    static ServerProcess plain(Path onnx, Path tokenizer, int maxLength) {
        return plain("onnxruntime, as it comes", onnx, tokenizer, maxLength, 0, 0);
    }

    /** A {@link PlainServer} that computes as many requests at a time as there are threads, each on one of them. */
    static ServerProcess tuned(Path onnx, Path tokenizer, int maxLength, int threads) {
        return plain("onnxruntime, " + threads + " at a time", onnx, tokenizer, maxLength, 1, threads);
    }

    private static ServerProcess plain(
            String name, Path onnx, Path tokenizer, int maxLength, int threads, int atATime) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PlainServer.class.getName()));
        command.addAll(List.of(onnx.toString(), tokenizer.toString(), Integer.toString(maxLength)));
        command.addAll(List.of(Integer.toString(threads), Integer.toString(atATime)));
        return new ServerProcess(name, command);
    }

    private String port() throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder printed = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                Thread rest = new Thread(() -> skip(lines), name + "'s output");
                rest.setDaemon(true);
                rest.start();
                return ready.group(1);
            }
            printed.append(line).append('\n');
        }
        throw new BenchmarkException(name + " does not start:\n" + printed);
    }

    private static void skip(BufferedReader lines) {
        try {
            String line = lines.readLine();
            while (line != null) {
                line = lines.readLine();
            }
        } catch (IOException e) {
            // The process was ended.
            return;
        }
    }

    String name() {
        return name;
    }

    /** From the start of its process to the line that says it is ready. */
    double startSeconds() {
        return startSeconds;
    }

    URI uri() {
        return uri;
    }

    /** Megabytes that the process and those it has started hold in memory; 0 where the system does not tell. */
    double megabytes() {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
