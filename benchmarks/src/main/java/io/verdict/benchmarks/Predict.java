package io.verdict.benchmarks;

import io.verdict.benchmarks.Report.Kind;
import io.verdict.transformer.text.TextClassifier;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "predict",
        description = "Whole processes: ./verdict predict with one sentence; and the prediction alone.")
final class Predict implements Callable<Integer> {
    private static final String SENTENCE = "You have won a prize! Click here to claim it.";
    private static final int MAX_LENGTH = 128;

    @Mixin
    private Settings settings = new Settings();

    @Override
    public Integer call() {
        try (Scratch scratch = Scratch.create();
                Sides sides = new Sides()) {
            Path saved = scratch.folder().resolve("model");
            String label = save(saved);
            List<String> arguments = List.of(
                    "predict", "--model", saved.toString(), "--threads", String.valueOf(settings.threads()), SENTENCE);
            Child process = sides.add(Kind.VERDICT, Child.verdict("verdict predict", arguments));
            String printed = process.run();
            if (!printed.startsWith(label)) {
                throw new BenchmarkException("./verdict predict printed \"" + printed.strip() + "\", not " + label);
            }
            List<String> model = List.of(saved.toString(), SENTENCE);
            sides.add(
                    Kind.VARIANT, Child.probe("first prediction", false, List.of("first", model.get(0), model.get(1))));
            sides.add(Kind.VARIANT, Child.probe("warm prediction", false, List.of("warm", model.get(0), model.get(1))));
            sides.add(Kind.VARIANT, Child.probe("jvm + nd4j", true, List.of("nd4j")));
            settings.show(new Report(
                    "predict",
                    "one sentence",
                    sides.run(new Alternation(1, settings.rounds(7), 1)),
                    List.of("verdict predict and jvm + nd4j are whole processes. The first prediction is timed in a"
                            + " fresh process, after the model was loaded; the warm one is the median of 100"
                            + " after 300. All on the same saved model, whose label was compared first.")));
        }
        return 0;
    }

    /** Saves a model, and says what it makes of the sentence. */
    private static String save(Path folder) {
        try (ModelUnderTest model = ModelUnderTest.open()) {
            model.save(folder, MAX_LENGTH);
        }
        try (TextClassifier saved = TextClassifier.load(folder)) {
            return saved.predict(List.of(SENTENCE)).get(0).label();
        }
    }
}
