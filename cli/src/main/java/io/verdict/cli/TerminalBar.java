package io.verdict.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on the terminal's last line, drawn over and in the end wiped. */
final class TerminalBar implements AutoCloseable {
    private static final int UPDATE_MILLIS = 200;

    private final LastLine line;
    private final ProgressBar bar;

    /**
     * @param max when the bar is full; negative if that is not known
     * @param unit what is counted, with a blank before it; may be empty
     * @param size how many make one unit
     */
    TerminalBar(Console console, String title, long max, String unit, long size) {
        line = new LastLine(console);
        bar = new ProgressBarBuilder()
                .setTaskName(title)
                .setInitialMax(max)
                .setUnit(unit, size)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(line)
                .build();
    }

    void stepTo(long done) {
        bar.stepTo(done);
    }

    /** Says this behind the bar from now on. */
    void note(String text) {
        bar.setExtraMessage(text);
    }

    /** Wipes the line; nothing is drawn afterwards. */
    @Override
    public void close() {
        bar.close();
        line.wipe();
    }

    private record LastLine(Console console) implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            // The last column stays free: some terminals wrap when it is filled.
            return console.columns() - 1;
        }

        @Override
        public void accept(String text) {
            draw("\r" + text);
        }

        @Override
        public void close() {
            // A bar that was closed before it was first drawn is drawn then, and this is not called.
        }

        void wipe() {
            draw("\r" + " ".repeat(getMaxRenderedLength()) + "\r");
        }

        private void draw(String text) {
            console.err().print(text);
            console.err().flush();
        }
    }
}
