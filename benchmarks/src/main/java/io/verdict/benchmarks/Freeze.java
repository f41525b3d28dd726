package io.verdict.benchmarks;

import io.verdict.benchmarks.Report.Kind;
import io.verdict.benchmarks.Report.Row;
import io.verdict.trainer.EpochResult;
import io.verdict.trainer.Strategy;
import io.verdict.trainer.Trainer;
import io.verdict.trainer.TrainerOptions;
import io.verdict.trainer.TrainingListener;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.TextClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "freeze",
        description = "Later epochs of a frozen encoder beside the first, which computes its features.")
final class Freeze implements Callable<Integer> {
    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--texts", paramLabel = "N", description = "The first N mails only.")
    private int texts = Integer.MAX_VALUE;

    @Option(names = "--max-length", paramLabel = "N", description = "Tokens at which a text is cut. Default: 128.")
    private int maxLength = 128;

    @Override
    public Integer call() {
        settings.threads();
        int epochs = 1 + settings.rounds(9);
        Labels labels = Labels.of(Corpus.MAIL_CLASSES);
        Corpus train = Corpus.mail().first(texts);
        Corpus valid = Corpus.mail("valid.csv").first(texts);
        TextClassificationData data = TextClassificationData.fromLists()
                .train(train.texts(), train.labels())
                .valid(valid.texts(), valid.labels())
                .labels(labels)
                .load();
        EpochClock clock = new EpochClock();
        try (ModelUnderTest model = ModelUnderTest.open()) {
            TextClassifier classifier = new TextClassifier(model.classifier(), model.tokenizer(), labels, maxLength);
            TrainerOptions options = TrainerOptions.builder().maxEpochs(epochs).build();
            clock.start();
            new Trainer(options, clock).finetune(classifier, data, Strategy.FREEZE);
        }
        Samples later = new Samples(clock.times.subList(1, clock.times.size()));
        settings.show(new Report(
                "freeze",
                train.size() + " mails to train on, " + valid.size() + " to validate on, max length " + maxLength,
                List.of(
                        new Row(Kind.VERDICT, "epoch 2 and later", later),
                        new Row(Kind.PEER, "epoch 1", Samples.of(clock.times.get(0)))),
                List.of(
                        String.format(
                                Locale.ROOT,
                                "A later epoch takes %.2f %% of the first.",
                                100 * later.median() / clock.times.get(0)),
                        "Epoch 1 is the time until it was reported: tokens and features of all texts included.")));
        return 0;
    }

    /** The time from each epoch's report to the next. */
    private static final class EpochClock implements TrainingListener {
        private final List<Double> times = new ArrayList<>();
        private long last;

        void start() {
            last = System.nanoTime();
        }

        @Override
        public void epoch(EpochResult result) {
            long now = System.nanoTime();
            times.add((now - last) * 1e-6);
            last = now;
        }
    }
}
