package io.verdict.cli;

import io.verdict.trainer.EpochResult;
import io.verdict.trainer.TrainingListener;
import java.util.function.LongSupplier;

/** Progress as lines for a log: one an epoch, and one every ten seconds within a phase that takes so long. */
final class PlainProgress implements TrainingListener {
    private static final long INTERVAL = 10_000_000_000L;
    private static final double SECOND = 1e9;

    private final Console console;
    private final int epochs;
    private final LongSupplier nanoTime;
    private String title = "";
    private long total;
    private long started;
    private long said;
    private long firstDone;
    private long firstTime;

    /** @param nanoTime a clock like {@link System#nanoTime} */
    PlainProgress(Console console, int epochs, LongSupplier nanoTime) {
        this.console = console;
        this.epochs = epochs;
        this.nanoTime = nanoTime;
    }

    @Override
    public void started(Phase phase, String label, long texts) {
        title = Progress.title(phase, label);
        total = texts;
        started = nanoTime.getAsLong();
        said = started;
        firstDone = -1;
    }

    @Override
    public void advanced(Phase phase, long done, double loss, double tokensPerSecond) {
        long now = nanoTime.getAsLong();
        if (firstDone < 0) {
            // A phase that goes on from a checkpoint does not begin at zero.
            firstDone = done;
            firstTime = now;
        }
        if (now - said < INTERVAL || done == firstDone) {
            return;
        }
        said = now;
        double left = (now - firstTime) / SECOND * (total - done) / (done - firstDone);
        String state = Progress.state(loss, tokensPerSecond);
        console.say(Texts.format(
                "%s: %,d of %,d texts%s, %.0f s left", title, done, total, state.isEmpty() ? "" : ", " + state, left));
    }

    @Override
    public void finished(Phase phase) {
        boolean once = phase == Phase.FEATURES || phase == Phase.TOKENIZE;
        double seconds = (nanoTime.getAsLong() - started) / SECOND;
        if (once && seconds >= 1) {
            console.say(Texts.format("%s: %,d texts in %.1f s", title, total, seconds));
        }
    }

    @Override
    public void epoch(EpochResult result) {
        console.say(Progress.epoch(result, epochs));
    }

    @Override
    public void message(String text) {
        console.say(text);
    }
}
