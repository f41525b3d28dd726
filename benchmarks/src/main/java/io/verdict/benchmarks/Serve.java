package io.verdict.benchmarks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All servers stand all the time; they are under load in turns. */
@Command(
        name = "serve",
        description =
                "Start, latencies and requests a second of ./verdict serve, beside the same model in ONNX Runtime behind"
                        + " a plain handler; then as many requests as a share of what Verdict can answer.")
final class Serve implements Callable<Integer> {
    private static final int COMPARED = 50;
    private static final double WARM_UP = 30;

    @Mixin
    private Settings settings = new Settings();

    @Mixin
    private ServedTexts texts = new ServedTexts();

    @Option(names = "--connections", paramLabel = "N", description = "Requests at a time. Default: 64.")
    private int connections = 64;

    @Option(names = "--seconds", paramLabel = "N", description = "Length of a turn. Default: 20.")
    private double seconds = 20;

    @Option(
            names = "--load",
            paramLabel = "SHARE",
            description = "Then send this share of the requests that Verdict answered a second, at random times."
                    + " Default: 0.8.")
    private double load = 0.8;

    @Option(names = "--load-seconds", paramLabel = "N", description = "For how long; 0 leaves it out. Default: 30.")
    private double loadSeconds = 30;

    @Option(names = "--verdict", paramLabel = "OPTION", description = "An option for ./verdict serve; can be repeated.")
    private List<String> options = List.of();

    @Override
    public Integer call() throws IOException {
        int threads = settings.threads();
        try (Scratch scratch = Scratch.create()) {
            Path model = scratch.folder().resolve("model");
            Path onnx = scratch.folder().resolve("model.onnx");
            Path tokenizer = model.resolve("tokenizer.json");
            try (ModelUnderTest tested = ModelUnderTest.open()) {
                tested.save(model, texts.maxLength());
                Files.write(onnx, tested.onnx());
            }
            // The first start of ./verdict may build it.
            ServerProcess.verdict(model, threads, options).close();
            try (ServerProcess verdict = ServerProcess.verdict(model, threads, options);
                    ServerProcess plain = ServerProcess.plain(onnx, tokenizer, texts.maxLength());
                    ServerProcess tuned = ServerProcess.tuned(onnx, tokenizer, texts.maxLength(), threads)) {
                measure(List.of(verdict, plain, tuned));
            }
        }
        return 0;
    }

    private void measure(List<ServerProcess> servers) {
        List<String> bodies = texts.bodies();
        List<LoadClient> clients = servers.stream()
                .map(server -> new LoadClient(server.uri(), bodies))
                .toList();
        compare(clients, bodies.size());
        clients.forEach(client -> client.closedLoop(connections, WARM_UP));
        new LoneText(servers).show();

        Settings.say(texts.name() + ", " + connections + " connections");
        List<List<Latencies>> turns = turns(clients);
        show(servers, turns);

        double rate = load * median(turns.get(0), Latencies::requestsPerSecond);
        if (loadSeconds > 0) {
            Settings.say(String.format(
                    Locale.ROOT,
                    "%.1f requests a second at random times, %.2f of what Verdict can answer, for %.0f s",
                    rate,
                    load,
                    loadSeconds));
            show(servers, loads(servers, clients, rate));
        }
    }

    private List<List<Latencies>> turns(List<LoadClient> clients) {
        List<List<Latencies>> turns = new ArrayList<>();
        clients.forEach(client -> turns.add(new ArrayList<>()));
        for (int round = 0; round < settings.rounds(3); round++) {
            for (int i = 0; i < clients.size(); i++) {
                int side = (round + i) % clients.size();
                turns.get(side).add(clients.get(side).closedLoop(connections, seconds));
            }
        }
        return turns;
    }

    private List<List<Latencies>> loads(List<ServerProcess> servers, List<LoadClient> clients, double rate) {
        List<List<Latencies>> loads = new ArrayList<>();
        for (int side = 0; side < servers.size(); side++) {
            double before = servers.get(side).megabytes();
            loads.add(List.of(clients.get(side).openLoop(rate, loadSeconds, 1)));
            Settings.say(String.format(
                    Locale.ROOT,
                    "  %s held %.0f MB before, %.0f MB after",
                    servers.get(side).name(),
                    before,
                    servers.get(side).megabytes()));
        }
        return loads;
    }

    /** Servers that do not say the same are not compared. */
    private static void compare(List<LoadClient> clients, int requests) {
        for (int i = 0; i < Math.min(COMPARED, requests); i++) {
            JsonObject ours = best(clients.get(0).answer(i));
            for (LoadClient client : clients) {
                JsonObject theirs = best(client.answer(i));
                double difference =
                        ours.get("score").getAsDouble() - theirs.get("score").getAsDouble();
                if (!ours.get("label").equals(theirs.get("label")) || Math.abs(difference) > 1e-4) {
                    throw new BenchmarkException("The servers differ: " + ours + ", " + theirs);
                }
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
                    Table.number(rate),
                    side == 0 ? "" : String.format(Locale.ROOT, "%.2f", own / rate),
                    Table.number(median(results, result -> result.quantile(0.5))),
                    Table.number(median(results, result -> result.quantile(0.9))),
                    Table.number(median(results, result -> result.quantile(0.99))),
                    Table.number(median(results, result -> result.quantile(1))),
                    String.join(
                            "; ",
                            results.stream().map(Latencies::failures).distinct().toList())));
        }
        table.lines().forEach(Settings::say);
    }

    private static double median(List<Latencies> turns, ToDoubleFunction<Latencies> value) {
        return new Samples(turns.stream().map(value::applyAsDouble).toList()).median();
    }
}
