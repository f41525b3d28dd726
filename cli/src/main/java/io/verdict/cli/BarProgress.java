package io.verdict.cli;

import io.verdict.trainer.EpochResult;
import io.verdict.trainer.TrainingListener;
import org.jspecify.annotations.Nullable;

/** Progress as a bar on the terminal's last line, which goes when its phase is over; lines about epochs stay. */
final class BarProgress implements TrainingListener {
    private final Console console;
    private final int epochs;
    private @Nullable TerminalBar bar;

    BarProgress(Console console, int epochs) {
        this.console = console;
        this.epochs = epochs;
    }

    @Override
    public void started(Phase phase, String label, long total) {
        close();
        bar = new TerminalBar(console, Progress.title(phase, label), total, "", 1);
    }

    @Override
    public void advanced(Phase phase, long done, double loss, double tokensPerSecond) {
        if (bar != null) {
            bar.stepTo(done);
            bar.note(Progress.state(loss, tokensPerSecond));
        }
    }

    @Override
    public void finished(Phase phase) {
        close();
    }

    @Override
    public void epoch(EpochResult result) {
        close();
        console.say(Progress.epoch(result, epochs));
    }

    @Override
    public void message(String text) {
        close();
        console.say(text);
    }

    private void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
