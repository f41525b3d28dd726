package io.verdict.cli;

import io.verdict.trainer.EpochResult;
import io.verdict.trainer.TrainingListener;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress as a bar on the terminal's last line, which goes when its phase is over; lines about epochs stay. */
final class BarProgress implements TrainingListener {
    private static final int UPDATE_MILLIS = 200;

    private final Console console;
    private final int epochs;
    private @Nullable ProgressBar bar;

    BarProgress(Console console, int epochs) {
        this.console = console;
        this.epochs = epochs;
    }

    @Override
    public void started(Phase phase, String label, long total) {
        close();
        bar = new ProgressBarBuilder()
                .setTaskName(Progress.title(phase, label))
                .setInitialMax(total)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new LastLine(console))
                .build();
    }

    @Override
    public void advanced(Phase phase, long done, double loss, double tokensPerSecond) {
        if (bar != null) {
            bar.stepTo(done);
            bar.setExtraMessage(Progress.state(loss, tokensPerSecond));
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
