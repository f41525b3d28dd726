package io.verdict.benchmarks;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A peer in Python: one of the scripts in {@code benchmarks/python}, in a process of its own. It is asked one line at a
 * time, answers each with one line, and sleeps in between: {@code step} does the work and answers with milliseconds,
 * {@code result} answers with JSON.
 */
final class PythonPeer implements Timed {
    private final String name;
    private final Process process;
    private final BufferedWriter input;
    private final BufferedReader output;

    /**
     * Starts the script, and waits until it has loaded everything.
     *
     * @param python the interpreter
     * @param arguments of the script
     */
    PythonPeer(String name, Path python, String script, int threads, List<String> arguments) {
        this.name = name;
        List<String> command = new ArrayList<>(List.of(
                python.toString(),
                Settings.home().resolve("benchmarks/python").resolve(script).toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        environment.put("OMP_NUM_THREADS", String.valueOf(threads));
        environment.put("MKL_NUM_THREADS", String.valueOf(threads));
        environment.put("TOKENIZERS_PARALLELISM", "false");
        environment.put("HF_HUB_OFFLINE", "1");
        environment.put("PYTHONIOENCODING", "utf-8");
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new BenchmarkException(python + " cannot be started; --python names a Python interpreter", e);
        }
        input = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String first = answer();
        if (!first.equals("ready")) {
            throw new BenchmarkException(script + " said \"" + first + "\" in place of \"ready\"");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double milliseconds() {
        String answer = ask("step");
        try {
            return Double.parseDouble(answer);
        } catch (NumberFormatException e) {
            throw new BenchmarkException(name + " answered \"" + answer + "\" in place of milliseconds", e);
        }
    }

    /** What it computes, to be compared. */
    <T> T result(Class<T> type) {
        String answer = ask("result");
        try {
            return new Gson().fromJson(answer, type);
        } catch (JsonSyntaxException e) {
            throw new BenchmarkException(name + " answered with no " + type.getSimpleName(), e);
        }
    }

    /** A file with that value as JSON, for a script to read. */
    static Path json(Path folder, String file, Object value) {
        try {
            return Files.writeString(folder.resolve(file), new Gson().toJson(value));
        } catch (IOException e) {
            throw new BenchmarkException(folder.resolve(file) + " cannot be written: " + e.getMessage(), e);
        }
    }

    private String ask(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new BenchmarkException(name + " has ended; what it printed says why", e);
        }
        return answer();
    }

    private String answer() {
        try {
            String line = output.readLine();
            if (line != null) {
                return line;
            }
        } catch (IOException e) {
            throw new BenchmarkException(name + " has ended; what it printed says why", e);
        }
        throw new BenchmarkException(name + " has ended; what it printed says why");
    }

    @Override
    public void close() {
        try {
            input.close();
            if (!process.waitFor(10, java.util.concurrent.TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
