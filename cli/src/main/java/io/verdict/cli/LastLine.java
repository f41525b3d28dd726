package io.verdict.cli;

import me.tongfei.progressbar.ProgressBarConsumer;

/** The terminal's last line, drawn over and in the end wiped. */
record LastLine(Console console) implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
        // The last column stays free: some terminals wrap when it is filled.
        return console.columns() - 1;
    }

    @Override
    public void accept(String line) {
        draw("\r" + line);
    }

    @Override
    public void close() {
        draw("\r" + " ".repeat(getMaxRenderedLength()) + "\r");
    }

    private void draw(String text) {
        console.err().print(text);
        console.err().flush();
    }
}
