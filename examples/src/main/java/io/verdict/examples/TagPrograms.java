package io.verdict.examples;

import io.verdict.onnx.Backbone;
import io.verdict.onnx.Backbones;
import io.verdict.trainer.EpochResult;
import io.verdict.trainer.Evaluation;
import io.verdict.trainer.Strategy;
import io.verdict.trainer.Trainer;
import io.verdict.trainer.TrainerOptions;
import io.verdict.trainer.TrainingListener;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.text.Prediction;
import io.verdict.transformer.text.TextClassifier;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Several labels a text: teaches the embedded backbone which topics a description of a program has, measures each topic
 * by itself, saves the model, and classifies with what was saved.
 *
 * <p>Arguments: a folder with {@code train.csv} and {@code test.csv}, columns {@code text} and {@code topics} (labels
 * with commas between), such as {@code examples/data/topics}; a new folder for the model.
 */
public final class TagPrograms {
    private static final int MAX_LENGTH = 96;
    private static final long SEED = 42;

    private TagPrograms() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length != 2) {
            out.println("Usage: TagPrograms DATA_FOLDER MODEL_FOLDER");
            return;
        }
        TrainerOptions options = TrainerOptions.builder()
                .maxEpochs(8)
                .learningRate(1e-4)
                .seed(SEED)
                .build();
        train(Path.of(args[0]), Path.of(args[1]), options, out);
        tag(
                Path.of(args[1]),
                List.of(
                        "Edits photographs and saves them as PNG or JPEG",
                        "A puzzle game with music",
                        "Watches the network and writes what it sees into an SQL database"),
                out);
    }

    static void train(Path dataFolder, Path modelFolder, TrainerOptions options, PrintStream out) {
        TextClassificationData data = TextClassificationData.fromCsv()
                .inputField("text")
                .targetField("topics")
                .trainFile(dataFolder.resolve("train.csv"))
                .testFile(dataFolder.resolve("test.csv"))
                .valSplit(0.1)
                .seed(SEED)
                .load();
        out.println(data.describeTargets());
        Backbone backbone = Backbone.open(Backbones.DEFAULT);
        // The model takes the encoder over, and frees it.
        try (TextClassifier model = TextClassifier.onEncoder(
                backbone.encoder(), backbone.tokenizer(), data.labels(), Pooling.MEAN, MAX_LENGTH, SEED)) {
            Trainer trainer = new Trainer(options, epochsTo(out));
            trainer.finetune(model, data, Strategy.NO_FREEZE);
            Evaluation evaluation = trainer.evaluate(model, data.test().orElseThrow());
            out.print(evaluation.multilabelMetrics(data.labels().names()).toText());
            model.save(modelFolder, SEED);
        }
    }

    static void tag(Path modelFolder, List<String> texts, PrintStream out) {
        try (TextClassifier model = TextClassifier.load(modelFolder)) {
            for (Prediction prediction : model.predict(texts)) {
                out.println(prediction.labels());
            }
        }
    }

    private static TrainingListener epochsTo(PrintStream out) {
        return new TrainingListener() {
            @Override
            public void epoch(EpochResult result) {
                out.println(String.format(
                        Locale.ROOT,
                        "epoch %d: training loss %.4f, validation macro F1 %.3f",
                        result.epoch(),
                        result.trainLoss(),
                        result.validMacroF1()));
            }
        };
    }
}
