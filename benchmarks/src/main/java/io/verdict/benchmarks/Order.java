package io.verdict.benchmarks;

import io.verdict.onnx.Backbone;
import io.verdict.onnx.Backbones;
import io.verdict.trainer.EpochResult;
import io.verdict.trainer.Strategy;
import io.verdict.trainer.Trainer;
import io.verdict.trainer.TrainerOptions;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.TextClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Not a benchmark of speed: the numbers are accuracies, and the same at every run. */
@Command(
        name = "order",
        description = "What the order of texts does to what is learnt: batches in random order, grouped by length, and"
                + " of a number of tokens, over several seeds.")
final class Order implements Callable<Integer> {
    private static final int BATCH = 16;
    /** What a batch of as many tokens has of those of 16 texts of the greatest length: about what 16 mails have. */
    private static final double SHARE = 0.75;

    private static final double LEARNING_RATE = 1e-4;

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--texts", paramLabel = "N", description = "The first N mails only.")
    private int texts = Integer.MAX_VALUE;

    @Option(names = "--epochs", paramLabel = "N", description = "Epochs of a run. Default: 1.")
    private int epochs = 1;

    @Option(names = "--max-length", paramLabel = "N", description = "Tokens at which a text is cut. Default: 128.")
    private int maxLength = 128;

    @Override
    public Integer call() {
        settings.threads();
        int seeds = settings.rounds(3);
        int tokens = (int) (SHARE * BATCH * maxLength);
        Settings.say("                             accuracy, loss of validation, seeds 1 to " + seeds);
        row("random, 16 texts", seeds, options -> options.groupByLength(false));
        row("grouped by length, 16 texts", seeds, options -> options.groupByLength(true));
        row(
                "random, " + tokens + " tokens",
                seeds,
                options -> options.groupByLength(false).maxBatchTokens(tokens));
        row("grouped, " + tokens + " tokens", seeds, options -> options.maxBatchTokens(tokens));
        return 0;
    }

    private void row(String name, int seeds, Consumer<TrainerOptions.Builder> order) {
        List<EpochResult> results = new ArrayList<>();
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-28s", name));
        for (int seed = 1; seed <= seeds; seed++) {
            EpochResult result = train(seed, order);
            results.add(result);
            line.append(String.format(Locale.ROOT, " %.4f %.4f ", result.validAccuracy(), result.validLoss()));
        }
        Settings.say(String.format(
                Locale.ROOT,
                "%s  mean %.4f %.4f, %d updates",
                line,
                results.stream()
                        .mapToDouble(EpochResult::validAccuracy)
                        .average()
                        .orElseThrow(),
                results.stream().mapToDouble(EpochResult::validLoss).average().orElseThrow(),
                results.get(0).updates()));
    }

    private EpochResult train(int seed, Consumer<TrainerOptions.Builder> order) {
        Corpus train = Corpus.mail().first(texts);
        Corpus valid = Corpus.mail("valid.csv");
        Labels labels = Labels.of(Corpus.MAIL_CLASSES);
        TextClassificationData data = TextClassificationData.fromLists()
                .train(train.texts(), train.labels())
                .valid(valid.texts(), valid.labels())
                .labels(labels)
                .load();
        TrainerOptions.Builder options = TrainerOptions.builder()
                .maxEpochs(epochs)
                .batchSize(BATCH)
                .learningRate(LEARNING_RATE)
                .seed(seed);
        order.accept(options);
        Backbone backbone = Backbone.open(Backbones.DEFAULT);
        try (TextClassifier model = TextClassifier.onEncoder(
                backbone.encoder(), backbone.tokenizer(), labels, Pooling.MEAN, maxLength, seed)) {
            List<EpochResult> results = new Trainer(options.build()).finetune(model, data, Strategy.NO_FREEZE);
            return results.get(results.size() - 1);
        }
    }
}
