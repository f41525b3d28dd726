package io.verdict.benchmarks;

import io.verdict.benchmarks.Report.Kind;
import io.verdict.benchmarks.Report.Row;
import io.verdict.trainer.EpochResult;
import io.verdict.trainer.Strategy;
import io.verdict.trainer.Trainer;
import io.verdict.trainer.TrainerOptions;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.TextClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "epoch",
        description = "One epoch on bundled texts, all parameters: beside dense batches, and padding to the maximum.")
final class Epoch implements Callable<Integer> {
    private static final int BATCH = 16;

    @Mixin
    private Settings settings = new Settings();

    @Option(
            names = "--data",
            paramLabel = "NAME",
            description = "mail, or topics (descriptions of programs, half as long). Default: mail.")
    private String data = "mail";

    @Option(names = "--texts", paramLabel = "N", description = "The first N texts only.")
    private int texts = Integer.MAX_VALUE;

    @Option(names = "--max-length", paramLabel = "N", description = "Tokens at which a text is cut. Default: 128.")
    private int maxLength = 128;

    @Option(
            names = "--max-batch-tokens",
            paramLabel = "N",
            description = "Batches of so many tokens, and steps on as many, in place of 16 texts.")
    private @Nullable Integer maxBatchTokens;

    @Override
    public Integer call() {
        settings.threads();
        int rounds = settings.rounds(5);
        try (ModelUnderTest model = ModelUnderTest.open()) {
            Corpus corpus = corpus().first(texts);
            List<Double> dense = new ArrayList<>(denseSteps(model, rounds));
            EpochResult epoch = train(model, corpus);
            dense.addAll(denseSteps(model, rounds));
            show(corpus, corpus.ids(model.tokenizer(), maxLength), epoch, new Samples(dense));
        }
        return 0;
    }

    private Corpus corpus() {
        return switch (data) {
            case "mail" -> Corpus.mail();
            case "topics" -> Corpus.topics("train.csv");
            default -> throw new BenchmarkException("--data is \"" + data + "\"; it may be mail or topics");
        };
    }

    /** Steps on a batch whose texts all have the maximal length. */
    private List<Double> denseSteps(ModelUnderTest model, int rounds) {
        Corpus batch = Corpus.mail().dense(model.tokenizer(), BATCH, maxLength);
        try (PacedTraining training =
                new PacedTraining(model.classifier(), model.tokenizer(), batch, maxLength, BATCH)) {
            training.milliseconds();
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                times.add(training.milliseconds());
            }
            return times;
        }
    }

    private EpochResult train(ModelUnderTest model, Corpus corpus) {
        Labels labels = Labels.of(corpus.classes());
        TextClassificationData labelled = TextClassificationData.fromLists()
                .train(corpus.texts(), corpus.labels())
                .labels(labels)
                .load();
        TrainerOptions.Builder options = TrainerOptions.builder().maxEpochs(1).batchSize(BATCH);
        if (maxBatchTokens != null) {
            options.maxBatchTokens(maxBatchTokens);
        }
        TextClassifier classifier = new TextClassifier(model.classifier(), model.tokenizer(), labels, maxLength);
        return new Trainer(options.build())
                .finetune(classifier, labelled, Strategy.NO_FREEZE)
                .get(0);
    }

    private void show(Corpus corpus, List<int[]> ids, EpochResult epoch, Samples dense) {
        long tokens = ids.stream().mapToLong(row -> row.length).sum();
        double padding = 1 - tokens / ((double) maxLength * corpus.size());
        // A step on padded texts is a step on a dense batch: the same tokens go through the same products.
        double padded = Math.ceil((double) corpus.size() / BATCH) * dense.median();
        double denseSpeed = BATCH * maxLength / dense.median() * 1e3;
        List<Row> rows = List.of(
                new Row(Kind.VERDICT, "epoch", Samples.of(epoch.seconds() * 1e3)),
                new Row(Kind.PEER, "padded", Samples.of(padded)),
                new Row(Kind.VARIANT, "dense step", dense));
        settings.show(new Report(
                "epoch",
                corpus.size() + " texts of " + data + ", no_freeze, max length " + maxLength + ", batches of "
                        + (maxBatchTokens == null ? BATCH + " texts" : maxBatchTokens + " tokens"),
                rows,
                List.of(
                        String.format(
                                Locale.ROOT,
                                "%d tokens in %d steps; padded to %d, %.1f %% of all tokens would be padding.",
                                tokens,
                                epoch.updates(),
                                maxLength,
                                100 * padding),
                        String.format(
                                Locale.ROOT,
                                "epoch %.0f tokens/s, dense steps %.0f tokens/s: %.3f of it.",
                                epoch.tokensPerSecond(),
                                denseSpeed,
                                epoch.tokensPerSecond() / denseSpeed),
                        "padded is computed: the steps that batches of 16 take times the dense step's median, since a step on texts"
                                + " padded to the maximum is a step on a dense batch. Half of the dense steps ran"
                                + " before the epoch, half after it.")));
    }
}
