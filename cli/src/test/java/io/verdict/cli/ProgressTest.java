package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.trainer.TrainingListener;
import io.verdict.trainer.TrainingListener.Phase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final int COLUMNS = 72;
    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void quietSaysNothing() {
        GlobalOptions options = new GlobalOptions();
        options.quiet = true;
        run(Progress.of(console(true), options, 2));
        assertThat(err.size()).isZero();
    }

    @Test
    void withoutATerminalALongPhaseSaysALineEveryTenSeconds() {
        AtomicLong clock = new AtomicLong();
        PlainProgress progress = new PlainProgress(console(false), 3, clock::get);
        progress.started(Phase.TRAIN, "epoch 2/3", 100);
        for (int done = 1; done <= 100; done++) {
            clock.addAndGet(SECOND / 4);
            progress.advanced(Phase.TRAIN, done, 0.25, 1234.5);
        }
        progress.finished(Phase.TRAIN);
        assertThat(text()).isEqualTo("""
                        Training, epoch 2/3: 40 of 100 texts, loss 0.2500, 1,235 tokens/s, 15 s left
                        Training, epoch 2/3: 80 of 100 texts, loss 0.2500, 1,235 tokens/s, 5 s left
                        """);
    }

    @Test
    void withoutATerminalAShortPhaseSaysNothing() {
        AtomicLong clock = new AtomicLong();
        PlainProgress progress = new PlainProgress(console(false), 3, clock::get);
        progress.started(Phase.TOKENIZE, "train", 100);
        progress.advanced(Phase.TOKENIZE, 100, Double.NaN, Double.NaN);
        progress.finished(Phase.TOKENIZE);
        assertThat(text()).isEmpty();
        progress.started(Phase.FEATURES, "train", 2000);
        clock.addAndGet(5 * SECOND);
        progress.finished(Phase.FEATURES);
        assertThat(text()).isEqualTo("Features, train: 2,000 texts in 5.0 s\n");
    }

    /** Again and again: a bar may be closed before its thread has drawn it. */
    @RepeatedTest(50)
    void onATerminalABarIsDrawnWithinItsColumnsAndWiped() {
        run(Progress.of(console(true), new GlobalOptions(), 2));
        assertThat(text())
                .contains("Training, epoch 1/2")
                .contains("%")
                .contains("loss 0.5")
                .contains("Something");
        assertThat(text().lines()).allMatch(line -> line.codePointCount(0, line.length()) < COLUMNS);
        assertThat(text()).endsWith("\r" + " ".repeat(COLUMNS - 1) + "\rSomething to know\n");
    }

    private static void run(TrainingListener listener) {
        listener.started(Phase.TRAIN, "epoch 1/2", 64);
        listener.advanced(Phase.TRAIN, 32, 0.5, 1000);
        listener.advanced(Phase.TRAIN, 64, 0.5, 1000);
        listener.finished(Phase.TRAIN);
        listener.message("Something to know");
    }

    private Console console(boolean terminal) {
        return new Console(
                new ByteArrayInputStream(new byte[0]),
                new Results(OutputStream.nullOutputStream()),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                COLUMNS,
                false);
    }

    private String text() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
