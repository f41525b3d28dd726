package io.verdict.benchmarks;

import io.verdict.onnx.Backbone;
import io.verdict.onnx.Backbones;
import io.verdict.transformer.text.TextClassifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What runs in a fresh JVM, on the command line's class path: the first thing it does is what is measured. Its last line
 * is the milliseconds of what it was asked for.
 */
final class Probe {
    private static final int WARMING = 300;
    private static final int WARM = 100;

    private Probe() {}

    /** The arguments: {@code nothing}, {@code nd4j}, {@code import}, or {@code first} or {@code warm}, model and text. */
    public static void main(String[] arguments) {
        double milliseconds = switch (arguments[0]) {
            case "nothing" -> 0;
            case "nd4j" -> nd4j();
            case "import" -> importBackbone();
            case "first" -> predict(Path.of(arguments[1]), arguments[2], false);
            case "warm" -> predict(Path.of(arguments[1]), arguments[2], true);
            default -> throw new IllegalArgumentException("Unknown probe " + arguments[0]);
        };
        Settings.say(String.valueOf(milliseconds));
    }

    private static double nd4j() {
        return Timed.of("nd4j", () -> Nd4j.ones(8).add(Nd4j.ones(8)).getFloat(0))
                .milliseconds();
    }

    private static double importBackbone() {
        nd4j();
        List<Backbone> opened = new ArrayList<>();
        double milliseconds = Timed.of("import", () -> opened.add(Backbone.open(Backbones.DEFAULT)))
                .milliseconds();
        opened.forEach(Backbone::close);
        return milliseconds;
    }

    private static double predict(Path folder, String text, boolean warm) {
        try (TextClassifier model = TextClassifier.load(folder)) {
            Timed prediction = Timed.of("prediction", () -> model.predict(List.of(text)));
            if (!warm) {
                return prediction.milliseconds();
            }
            for (int i = 0; i < WARMING; i++) {
                prediction.milliseconds();
            }
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < WARM; i++) {
                times.add(prediction.milliseconds());
            }
            return new Samples(times).median();
        }
    }
}
