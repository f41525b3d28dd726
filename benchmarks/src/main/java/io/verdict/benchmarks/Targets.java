package io.verdict.benchmarks;

import io.verdict.benchmarks.Report.Kind;
import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.TextClassificationData;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "targets",
        description = "The form of 100,000 targets of 10,000 classes found, checked, and each of them read.")
final class Targets implements Callable<Integer> {
    private static final int COUNT = 100_000;
    private static final int CLASSES = 10_000;

    @Mixin
    private Settings settings = new Settings();

    @Override
    public Integer call() {
        settings.threads();
        try (Sides sides = new Sides()) {
            add(sides, "label", i -> "class " + i % CLASSES);
            add(sides, "number", i -> i % CLASSES);
            add(sides, "comma", i -> "class " + i % CLASSES + ", class " + (i * 7 + 1) % CLASSES);
            add(sides, "labels", i -> List.of("class " + i % CLASSES, "class " + (i * 7 + 1) % CLASSES));
            add(sides, "numbers", i -> List.of(i % CLASSES, (i * 7 + 1) % CLASSES));
            var rows = sides.run(new Alternation(2, settings.rounds(5), 1));
            List<String> notes = rows.stream()
                    .map(row -> String.format(
                            Locale.ROOT,
                            "%-8s %.5f ms a target",
                            row.name(),
                            row.samples().median() / COUNT))
                    .toList();
            settings.show(new Report(
                    "targets",
                    String.format(Locale.ROOT, "%,d targets of %,d classes, by form", COUNT, CLASSES),
                    rows,
                    notes));
        }
        return 0;
    }

    private static void add(Sides sides, String form, IntFunction<Object> target) {
        List<String> texts =
                IntStream.range(0, COUNT).mapToObj(i -> "text " + i).toList();
        List<Object> targets = IntStream.range(0, COUNT).mapToObj(target).toList();
        sides.add(form.equals("label") ? Kind.VERDICT : Kind.VARIANT, Timed.of(form, () -> read(texts, targets)));
    }

    private static long read(List<String> texts, List<Object> targets) {
        TextClassificationData data =
                TextClassificationData.fromLists().train(texts, targets).load();
        long sum = 0;
        for (Example example : (Iterable<Example>) data.train().orElseThrow().stream()::iterator) {
            sum += example.target().labels().get(0);
        }
        return sum;
    }
}
