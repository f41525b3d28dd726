package io.verdict.benchmarks;

import io.verdict.benchmarks.Report.Kind;
import io.verdict.transformer.kernel.MatrixProducts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "floor", description = "The matrix products of a forward pass and a training step alone.")
final class FloorCommand implements Callable<Integer> {
    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--shape", paramLabel = "BxL", description = "Texts x tokens. Default: 16x128.")
    private String shape = "16x128";

    @Override
    public Integer call() {
        int threads = settings.threads();
        Shape size = Shape.parse(shape);
        List<String> notes = new ArrayList<>();
        try (ModelUnderTest model = ModelUnderTest.open();
                Sides sides = new Sides()) {
            for (boolean training : new boolean[] {false, true}) {
                for (boolean pruned : new boolean[] {false, true}) {
                    String name = (training ? "training" : "forward") + (pruned ? "-pruned" : "");
                    FloorWork work = FloorWork.of(model.encoder(), size, threads, training, pruned);
                    Floor floor = new Floor(name, work, threads);
                    // The report's first row is what others are compared with.
                    sides.add(!training && !pruned ? Kind.VERDICT : Kind.VARIANT, floor);
                    notes.add(note(floor));
                }
            }
            settings.show(
                    new Report("floor", size.toString(), sides.run(new Alternation(2, settings.rounds(10), 1)), notes));
        }
        return 0;
    }

    static String note(Floor floor) {
        return String.format(
                Locale.ROOT,
                "%s: %.1f billion operations, %s%s.",
                floor.name(),
                floor.gigaOperations(),
                MatrixProducts.library(),
                floor.name().endsWith("-pruned") ? ", the last layer for one row a text but keys and values" : "");
    }
}
