package io.verdict.examples;

import io.verdict.onnx.Backbone;
import io.verdict.onnx.Backbones;
import io.verdict.trainer.EpochResult;
import io.verdict.trainer.Strategy;
import io.verdict.trainer.Trainer;
import io.verdict.trainer.TrainerOptions;
import io.verdict.trainer.TrainingListener;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.data.TextSource;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.text.Prediction;
import io.verdict.transformer.text.TextClassifier;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Teaches the embedded backbone to tell spam from ham, measures it, saves it, and classifies with what was saved.
 *
 * <p>Arguments: a folder with {@code train.csv} and {@code test.csv}, columns {@code text} and {@code label}, such as
 * {@code examples/data/spam}; a new folder for the model; {@code freeze} (the default: the head alone trains) or
 * {@code no_freeze} (everything: slower and better).
 */
public final class FineTuneSpam {
    private static final int MAX_LENGTH = 128;
    private static final long SEED = 42;

    private FineTuneSpam() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length < 2 || args.length > 3) {
            out.println("Usage: FineTuneSpam DATA_FOLDER MODEL_FOLDER [freeze|no_freeze]");
            return;
        }
        Strategy strategy = args.length == 3 ? Strategy.fromId(args[2]) : Strategy.FREEZE;
        TrainerOptions options = TrainerOptions.builder()
                .maxEpochs(strategy.equals(Strategy.FREEZE) ? 60 : strategy.lastThaw() + 3)
                .seed(SEED)
                .build();
        train(Path.of(args[0]), Path.of(args[1]), strategy, options, out);
        classify(
                Path.of(args[1]),
                List.of(
                        "You have won a prize! Click here to claim it.",
                        "The patch compiles here, but two tests fail."),
                out);
    }

    static void train(Path dataFolder, Path modelFolder, Strategy strategy, TrainerOptions options, PrintStream out) {
        TextClassificationData data = TextClassificationData.fromCsv()
                .inputField("text")
                .targetField("label")
                .trainFile(dataFolder.resolve("train.csv"))
                .testFile(dataFolder.resolve("test.csv"))
                .valSplit(0.1)
                .seed(SEED)
                .load();
        TextSource test = data.test().orElseThrow();
        Backbone backbone = Backbone.open(Backbones.DEFAULT);
        // The model takes the encoder over, and frees it.
        try (TextClassifier model = TextClassifier.onEncoder(
                backbone.encoder(), backbone.tokenizer(), data.labels(), Pooling.MEAN, MAX_LENGTH, SEED)) {
            Trainer trainer = new Trainer(options, epochsTo(out));
            trainer.finetune(model, data, strategy);
            print(
                    out,
                    "accuracy on %d texts: %.3f",
                    test.size(),
                    trainer.evaluate(model, test).accuracy());
            model.save(modelFolder, SEED);
        }
    }

    static void classify(Path modelFolder, List<String> texts, PrintStream out) {
        try (TextClassifier model = TextClassifier.load(modelFolder)) {
            List<Prediction> predictions = model.predict(texts);
            for (int i = 0; i < texts.size(); i++) {
                print(
                        out,
                        "%s (%.2f): %s",
                        predictions.get(i).label(),
                        predictions.get(i).score(),
                        texts.get(i));
            }
        }
    }

    private static TrainingListener epochsTo(PrintStream out) {
        return new TrainingListener() {
            @Override
            public void epoch(EpochResult result) {
                print(
                        out,
                        "epoch %d: training loss %.4f, validation accuracy %.3f",
                        result.epoch(),
                        result.trainLoss(),
                        result.validAccuracy());
            }
        };
    }

    private static void print(PrintStream out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
