package io.verdict.benchmarks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.TextClassificationData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Both servers stand all the time; they are under load in turns. */
@Command(
        name = "serve",
        description =
                "Requests a second and latencies of ./verdict serve, beside the same model in ONNX Runtime behind a"
                        + " plain handler; then as many requests as a share of what Verdict can answer.")
final class Serve implements Callable<Integer> {
    private static final int COMPARED = 50;
    private static final double WARM_UP = 10;

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--connections", paramLabel = "N", description = "Requests at a time. Default: 64.")
    private int connections = 64;

    @Option(names = "--seconds", paramLabel = "N", description = "Length of a turn. Default: 20.")
    private double seconds = 20;

    @Option(
            names = "--texts",
            paramLabel = "NAME",
            description = "topics (descriptions of programs, 70 tokens on average) or mail. Default: topics.")
    private String texts = "topics";

    @Option(names = "--max-length", paramLabel = "N", description = "Tokens at which a text is cut. Default: 128.")
    private int maxLength = 128;

    @Option(
            names = "--load",
            paramLabel = "SHARE",
            description = "Then send this share of the requests that Verdict answered a second, at random times."
                    + " Default: 0.8.")
    private double load = 0.8;

    @Option(names = "--load-seconds", paramLabel = "N", description = "For how long. Default: 30.")
    private double loadSeconds = 30;

    @Override
    public Integer call() throws IOException {
        int threads = settings.threads();
        List<String> bodies = bodies();
        try (Scratch scratch = Scratch.create()) {
            Path model = scratch.folder().resolve("model");
            Path onnx = scratch.folder().resolve("model.onnx");
            try (ModelUnderTest tested = ModelUnderTest.open()) {
                tested.save(model, maxLength);
                Files.write(onnx, tested.onnx());
            }
            try (ServerProcess verdict = ServerProcess.verdict(model, threads);
                    ServerProcess plain =
                            ServerProcess.plain(onnx, model.resolve("tokenizer.json"), maxLength, threads)) {
                measure(List.of(verdict, plain), bodies);
            }
        }
        return 0;
    }

    private void measure(List<ServerProcess> servers, List<String> bodies) {
        List<LoadClient> clients = servers.stream()
                .map(server -> new LoadClient(server.uri(), bodies))
                .toList();
        compare(clients, bodies.size());
        clients.forEach(client -> client.closedLoop(connections, WARM_UP));
        List<List<Latencies>> turns = List.of(new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < settings.rounds(3); round++) {
            for (int i = 0; i < servers.size(); i++) {
                int side = (round + i) % servers.size();
                turns.get(side).add(clients.get(side).closedLoop(connections, seconds));
            }
        }
        Settings.say(String.format(Locale.ROOT, "%s, cut at %d tokens, %d connections", texts, maxLength, connections));
        show(servers, turns);
        double rate = load * median(turns.get(0), Latencies::requestsPerSecond);
        List<List<Latencies>> loads = new ArrayList<>();
        for (int side = 0; side < servers.size(); side++) {
            double before = servers.get(side).megabytes();
            loads.add(List.of(clients.get(side).openLoop(rate, loadSeconds, 1)));
            Settings.say(String.format(
                    Locale.ROOT,
                    "%s held %.0f MB before the next table's load, %.0f MB after it",
                    servers.get(side).name(),
                    before,
                    servers.get(side).megabytes()));
        }
        Settings.say(String.format(
                Locale.ROOT,
                "%.1f requests a second at random times, %.2f of what Verdict can answer, for %.0f s",
                rate,
                load,
                loadSeconds));
        show(servers, loads);
    }

    /** Servers that do not say the same are not compared. */
    private static void compare(List<LoadClient> clients, int requests) {
        for (int i = 0; i < Math.min(COMPARED, requests); i++) {
            JsonObject ours = best(clients.get(0).answer(i));
            JsonObject theirs = best(clients.get(1).answer(i));
            double difference =
                    ours.get("score").getAsDouble() - theirs.get("score").getAsDouble();
            if (!ours.get("label").equals(theirs.get("label")) || Math.abs(difference) > 1e-4) {
                throw new BenchmarkException("The servers differ: " + ours + ", " + theirs);
            }
        }
    }

    private static JsonObject best(String answer) {
        JsonElement first = JsonParser.parseString(answer).getAsJsonArray().get(0);
        return first.getAsJsonObject();
    }

    private static void show(List<ServerProcess> servers, List<List<Latencies>> turns) {
        Table table = new Table(
                List.of("", "requests/s", "verdict / it", "p50 ms", "p90 ms", "p99 ms", "max ms", "other ends"));
        double own = median(turns.get(0), Latencies::requestsPerSecond);
        for (int side = 0; side < servers.size(); side++) {
            List<Latencies> results = turns.get(side);
            double rate = median(results, Latencies::requestsPerSecond);
            table.add(List.of(
                    servers.get(side).name(),
                    number(rate),
                    side == 0 ? "" : String.format(Locale.ROOT, "%.2f", own / rate),
                    number(median(results, result -> result.quantile(0.5))),
                    number(median(results, result -> result.quantile(0.9))),
                    number(median(results, result -> result.quantile(0.99))),
                    number(median(results, result -> result.quantile(1))),
                    String.join(
                            "; ",
                            results.stream().map(Latencies::failures).distinct().toList())));
        }
        table.lines().forEach(Settings::say);
    }

    private static double median(List<Latencies> turns, ToDoubleFunction<Latencies> value) {
        return new Samples(turns.stream().map(value::applyAsDouble).toList()).median();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private List<String> bodies() {
        List<String> all = texts.equals("mail") ? Mail.read("test.csv").texts() : topics();
        return all.stream()
                .map(text -> {
                    JsonObject body = new JsonObject();
                    body.addProperty("inputs", text);
                    return body.toString();
                })
                .toList();
    }

    private List<String> topics() {
        if (!texts.equals("topics")) {
            throw new BenchmarkException("--texts is \"" + texts + "\"; it may be topics or mail");
        }
        TextClassificationData data = TextClassificationData.fromCsv()
                .inputField("text")
                .targetField("topics")
                .trainFile(Settings.home().resolve("examples/data/topics/test.csv"))
                .load();
        try (Stream<Example> examples = data.train().orElseThrow().stream()) {
            return examples.map(Example::text).toList();
        }
    }
}
