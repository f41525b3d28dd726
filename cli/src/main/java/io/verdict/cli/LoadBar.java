package io.verdict.cli;

import io.verdict.trainer.data.LoadProgress;
import io.verdict.trainer.download.DownloadProgress;
import org.jspecify.annotations.Nullable;

/** A bar on a terminal while data is downloaded and read, if that takes longer than a moment; elsewhere nothing. */
final class LoadBar implements LoadProgress, DownloadProgress {
    private static final long MOMENT_NANOS = 500_000_000;
    private static final long MEGABYTE = 1_000_000;

    private final Console console;
    private final boolean shown;
    private String title = "Download";
    private long total;
    private long since = System.nanoTime();
    private @Nullable TerminalBar bar;

    LoadBar(Console console, GlobalOptions options) {
        this.console = console;
        this.shown = console.terminal() && !options.quiet;
    }

    @Override
    public void started(String name, long bytes) {
        finished();
        title = "Reading " + name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        total = bytes;
        since = System.nanoTime();
    }

    @Override
    public void advanced(long done, long ofTotal) {
        total = ofTotal;
        advanced(done);
    }

    @Override
    public void advanced(long done) {
        if (!shown || System.nanoTime() - since < MOMENT_NANOS) {
            return;
        }
        if (bar == null) {
            bar = new TerminalBar(console, title, total == 0 ? -1 : total, " MB", MEGABYTE);
        }
        bar.stepTo(done);
    }

    @Override
    public void finished() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
