package io.verdict.benchmarks;

import io.verdict.tokenizer.Tokenizer;
import io.verdict.trainer.Schedule;
import io.verdict.trainer.Strategy;
import io.verdict.trainer.Trainer;
import io.verdict.trainer.TrainerOptions;
import io.verdict.trainer.TrainingListener;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.TextClassifier;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Verdict's training, step by step: {@link Trainer#finetune} as users call it, in a thread of its own that waits after
 * each batch until the next one is asked for. A step is thus all that training does: batch, forward, backward, clipping,
 * update.
 */
final class PacedTraining implements Timed {
    private static final int ENDLESS = 1_000_000;

    private final TextClassifier model;
    private final Semaphore go = new Semaphore(0);
    private final Semaphore done = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;
    private volatile @Nullable Throwable failure;

    /**
     * Begins training and waits for the first batch, which is not measured.
     *
     * @param classifier trained in place; stays the caller's
     * @param mail one batch, if it has no more than {@code batchSize} texts
     */
    PacedTraining(Classifier classifier, Tokenizer tokenizer, Corpus mail, int maxLength, int batchSize) {
        Labels labels = Labels.of(Corpus.MAIL_CLASSES);
        model = new TextClassifier(classifier, tokenizer, labels, maxLength);
        TextClassificationData data = TextClassificationData.fromLists()
                .train(mail.texts(), mail.labels())
                .labels(labels)
                .load();
        TrainerOptions options = TrainerOptions.builder()
                .batchSize(batchSize)
                .maxEpochs(ENDLESS)
                .schedule(Schedule.CONSTANT)
                .warmup(0)
                .build();
        thread = new Thread(() -> train(data, options), "paced training");
        thread.setDaemon(true);
        thread.start();
        await();
    }

    @Override
    public String name() {
        return "verdict";
    }

    @Override
    public double milliseconds() {
        long start = System.nanoTime();
        go.release();
        await();
        return (System.nanoTime() - start) * 1e-6;
    }

    /** Ends the training; the classifier stays. */
    @Override
    public void close() {
        stopping = true;
        go.release();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void train(TextClassificationData data, TrainerOptions options) {
        try {
            new Trainer(options, new Brake()).finetune(model, data, Strategy.NO_FREEZE);
        } catch (Stopped stopped) {
            // As asked.
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            done.release();
        }
    }

    private void await() {
        done.acquireUninterruptibly();
        Throwable thrown = failure;
        if (thrown != null) {
            throw new BenchmarkException("Training failed: " + thrown.getMessage(), thrown);
        }
    }

    /** Stops after each batch. */
    private final class Brake implements TrainingListener {
        @Override
        public void advanced(Phase phase, long texts, double loss, double tokensPerSecond) {
            if (phase == Phase.TRAIN) {
                done.release();
                go.acquireUninterruptibly();
                if (stopping) {
                    throw new Stopped();
                }
            }
        }
    }

    /** Unwinds the training loop, which frees its memory. */
    private static final class Stopped extends RuntimeException {
        Stopped() {
            super("stopped", null, false, false);
        }
    }
}
