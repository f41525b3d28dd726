package io.verdict.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** How long servers took to be ready, and to answer one short text at a time with nothing else to do. */
record LoneText(List<ServerProcess> servers) {
    private static final int REQUESTS = 300;
    private static final int WARM_UP = 50;

    void show() {
        List<String> bodies = List.of(ServedTexts.body(ServedTexts.SHORT));
        List<LoadClient> clients = servers.stream()
                .map(server -> new LoadClient(server.uri(), bodies))
                .toList();
        List<List<Double>> times = new ArrayList<>();
        clients.forEach(client -> times.add(new ArrayList<>()));
        for (int i = 0; i < WARM_UP + REQUESTS; i++) {
            for (int side = 0; side < clients.size(); side++) {
                double time = clients.get(side).milliseconds(0);
                if (i >= WARM_UP) {
                    times.get(side).add(time);
                }
            }
        }
        Table table = new Table(List.of("one short text at a time", "ready after s", "median ms", "p99 ms"));
        for (int side = 0; side < servers.size(); side++) {
            List<Double> sorted = times.get(side).stream().sorted().toList();
            table.add(List.of(
                    servers.get(side).name(),
                    Table.number(servers.get(side).startSeconds()),
                    Table.number(new Samples(sorted).median()),
                    Table.number(sorted.get(sorted.size() * 99 / 100))));
        }
        table.lines().forEach(Settings::say);
    }
}
