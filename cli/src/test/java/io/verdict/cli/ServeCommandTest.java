package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
    private static final Pattern ADDRESS = Pattern.compile("Serving model at (http://127\\.0\\.0\\.1:\\d+) ");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void wrongUseIsToldBeforeAnythingIsLoaded() throws IOException {
        assertThat(CliRun.of("serve", "--model", folder, "--port", 70000))
                .satisfies(run -> assertThat(run.code()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("port is 70000, must be 0 to 65535"));
        assertThat(CliRun.of("serve", "--model", folder, "--admin_port", 70000).err())
                .contains("--admin_port is 70000");
        assertThat(CliRun.of("serve", "--model", folder, "--tls_key", "key.pem").err())
                .contains("--tls_certificate and --tls_key go together");
        assertThat(CliRun.of("serve", "--model", folder, "--timeout", "0").err())
                .contains("must be a positive number of seconds");
        assertThat(CliRun.of("serve", "--model", folder, "--cors_origin", "example.org")
                        .err())
                .contains("The origin \"example.org\" is none");
        assertThat(CliRun.of("serve", "--model", folder, "--api_key_file", folder.resolve("none"))
                        .err())
                .contains("cannot be read");
        Path key = Files.writeString(folder.resolve("key.txt"), "short\n");
        assertThat(CliRun.of("serve", "--model", folder, "--api_key_file", key).err())
                .contains("at least 8 characters");
        assertThat(CliRun.of("serve", "--model", folder)).satisfies(run -> {
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).contains("is no saved model");
        });
    }

    private static String reloadAt(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("POST "))
                .map(line -> line.substring(5, line.indexOf(' ', 5)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Tag("slow")
    @Timeout(120)
    void servesUntilItIsToldToStop() throws Exception {
        Path model = Rehearsal.save(folder);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.verdict.cli.Main",
                        "serve",
                        "--model",
                        model.toString(),
                        "--port",
                        "0",
                        "--admin_port",
                        "0",
                        "--access_log",
                        "-")
                .start();
        // Reading its output cannot be interrupted, but ends when it does.
        CompletableFuture.delayedExecutor(100, TimeUnit.SECONDS).execute(process::destroyForcibly);
        try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
                BufferedReader log = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = new ArrayList<>();
            Matcher address = ADDRESS.matcher("");
            while (!address.find()) {
                String line = said.readLine();
                assertThat(line).as(lines.toString()).isNotNull();
                lines.add(line);
                address = ADDRESS.matcher(line);
            }
            assertThat(lines).anyMatch(line -> line.equals("Running serve sanity check"));
            URI predict = URI.create(address.group(1) + "/predict");
            HttpRequest request = HttpRequest.newBuilder(predict)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"inputs\": \"good\"}"))
                    .build();
            HttpClient client = HttpClient.newHttpClient();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("negative", "positive");
            assertThat(log.readLine()).contains("\"path\":\"/predict\",\"status\":200");
            HttpRequest reload = HttpRequest.newBuilder(URI.create(reloadAt(lines)))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(client.send(reload, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo("{\"version\":2}");
            if (!Signals.isIgnored(Signals.HUP)) {
                new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()))
                        .start()
                        .waitFor();
                while (!lines.get(lines.size() - 1).equals("verdict: serving version 3 of the model")) {
                    lines.add(String.valueOf(said.readLine()));
                    assertThat(lines.get(lines.size() - 1)).as(lines.toString()).isNotEqualTo("null");
                }
            }
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            // SIGTERM; destroy() of the process itself would close its streams besides.
            assertThat(process.toHandle().destroy()).isTrue();
            assertThat(said.lines().toList()).contains("verdict: stopped");
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }
}
