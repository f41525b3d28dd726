package io.verdict.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a server answers that is asked more than it can. */
@Command(
        name = "overload",
        description = "Sends ./verdict serve several times the requests that it can answer, shows what becomes of them,"
                + " and how soon it is itself again.")
final class Overload implements Callable<Integer> {
    private static final double WARM_UP = 30;
    private static final double MEASURED = 20;
    private static final int CONNECTIONS = 64;
    private static final int LONE = 100;
    /** A lone text is answered as before when it takes at most so much longer. */
    private static final double AS_BEFORE = 2;

    @Mixin
    private Settings settings = new Settings();

    @Mixin
    private ServedTexts texts = new ServedTexts();

    @Option(names = "--times", paramLabel = "N", description = "Times what it can answer. Default: 3.")
    private double times = 3;

    @Option(names = "--seconds", paramLabel = "N", description = "For how long. Default: 120.")
    private double seconds = 120;

    @Option(names = "--verdict", paramLabel = "OPTION", description = "An option for ./verdict serve; can be repeated.")
    private List<String> options = List.of();

    @Override
    public Integer call() throws IOException {
        int threads = settings.threads();
        try (Scratch scratch = Scratch.create()) {
            Path model = scratch.folder().resolve("model");
            try (ModelUnderTest tested = ModelUnderTest.open()) {
                tested.save(model, texts.maxLength());
            }
            try (ServerProcess server = ServerProcess.verdict(model, threads, options)) {
                measure(server);
            }
        }
        return 0;
    }

    private void measure(ServerProcess server) {
        LoadClient client = new LoadClient(server.uri(), texts.bodies());
        LoadClient lone = new LoadClient(server.uri(), List.of(ServedTexts.body(ServedTexts.SHORT)));
        client.closedLoop(CONNECTIONS, WARM_UP);
        double capacity = client.closedLoop(CONNECTIONS, MEASURED).requestsPerSecond();
        double[] before = new double[LONE];
        for (int i = 0; i < LONE; i++) {
            before[i] = lone.milliseconds(0);
        }
        double usual = Samples.of(before).median();
        Settings.say(String.format(
                Locale.ROOT,
                "%s: %.1f requests a second; a lone short text takes %.1f ms; the process holds %.0f MB",
                texts.name(),
                capacity,
                usual,
                server.megabytes()));
        Settings.say(String.format(
                Locale.ROOT, "%.1f requests a second at random times for %.0f s", times * capacity, seconds));

        long begin = System.nanoTime();
        Latencies latencies = client.openLoop(times * capacity, seconds, 1);
        double longest = Math.max(0, (System.nanoTime() - begin) * 1e-9 - seconds);
        double recovered = untilUsual(lone, usual);
        show(latencies);
        Settings.say(String.format(
                Locale.ROOT,
                "After the last was sent, the last answer came within %.1f s; a lone short text took at most %.0f times"
                        + " its time again %.1f s after that. The process holds %.0f MB",
                longest,
                AS_BEFORE,
                recovered,
                server.megabytes()));
    }

    /** Seconds until a lone text is answered as before. */
    private static double untilUsual(LoadClient lone, double usual) {
        long begin = System.nanoTime();
        double time = lone.milliseconds(0);
        while (time > AS_BEFORE * usual) {
            time = lone.milliseconds(0);
        }
        return (System.nanoTime() - begin) * 1e-9;
    }

    private static void show(Latencies latencies) {
        Table table = new Table(List.of("answer", "requests", "p50 ms", "p90 ms", "p99 ms", "max ms"));
        for (String end : latencies.ends()) {
            table.add(List.of(
                    end,
                    Integer.toString(latencies.count(end)),
                    Table.number(latencies.quantile(end, 0.5)),
                    Table.number(latencies.quantile(end, 0.9)),
                    Table.number(latencies.quantile(end, 0.99)),
                    Table.number(latencies.quantile(end, 1))));
        }
        table.lines().forEach(Settings::say);
    }
}
