package io.verdict.trainer.report.html;

import java.util.List;

/** A table of texts: the first column names the rows, all others hold numbers. */
final class Table {
    private final Html page;

    /**
     * Begins a table that scrolls within its place if it is too wide.
     *
     * @param columns the heads
     */
    Table(Html page, String caption, List<String> columns) {
        this.page = page;
        page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption)
                .open("table")
                .element("caption", caption)
                .open("thead")
                .open("tr");
        for (String column : columns) {
            page.element("th", column, "scope", "col");
        }
        page.close().close().open("tbody");
    }

    /** A row; the first text is its head. */
    Table row(List<String> cells) {
        page.open("tr").element("th", cells.get(0), "scope", "row", "dir", "auto");
        for (String cell : cells.subList(1, cells.size())) {
            page.element("td", cell);
        }
        page.close();
        return this;
    }

    void end() {
        page.close().close().close();
    }
}
