package io.verdict.benchmarks;

import io.verdict.benchmarks.Report.Kind;
import io.verdict.benchmarks.Report.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "memory", description = "The process's memory over many steps of training.")
final class Memory implements Callable<Integer> {
    private static final int EVERY = 100;

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--steps", paramLabel = "N", description = "Steps of training. Default: 1000.")
    private int steps = 1000;

    @Option(names = "--shape", paramLabel = "BxL", description = "Texts x tokens. Default: 16x128.")
    private String shape = "16x128";

    @Override
    public Integer call() {
        settings.threads();
        if (steps < 1) {
            throw new BenchmarkException("--steps is " + steps + ", must be at least 1");
        }
        Shape size = Shape.parse(shape);
        List<Double> times = new ArrayList<>();
        List<String> notes = new ArrayList<>(List.of("step   resident MB   most MB"));
        try (ModelUnderTest model = ModelUnderTest.open()) {
            Corpus mail = Corpus.mail().dense(model.tokenizer(), size.batch(), size.length());
            try (PacedTraining training =
                    new PacedTraining(model.classifier(), model.tokenizer(), mail, size.length(), size.batch())) {
                for (int step = 1; step <= steps; step++) {
                    times.add(training.milliseconds());
                    if (step % EVERY == 0 || step == steps || step == 1) {
                        notes.add(String.format(
                                Locale.ROOT,
                                "%4d %13.0f %9.0f",
                                step,
                                Machine.megabytes("VmRSS"),
                                Machine.megabytes("VmHWM")));
                    }
                }
            }
        }
        notes.add(
                "Training alone, no peer in the process: resident is VmRSS, most is VmHWM, Java heap and code included.");
        settings.show(new Report(
                "memory",
                steps + " steps of " + size,
                List.of(new Row(Kind.VERDICT, "step", new Samples(times))),
                notes));
        return 0;
    }
}
