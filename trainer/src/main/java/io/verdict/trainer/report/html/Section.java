package io.verdict.trainer.report.html;

/** A part of the page under a heading of its own. */
interface Section {
    /** Its anchor. */
    String id();

    String title();

    /** Whether there is anything to show. */
    boolean hasContent();

    void addTo(Html page);
}
