package io.verdict.trainer.download;

/** Is told how a download goes on. */
@FunctionalInterface
public interface DownloadProgress {
    /** Wants to know nothing. */
    DownloadProgress NONE = (done, total) -> {};

    /**
     * More has arrived.
     *
     * @param done bytes that are here, those of an earlier attempt included
     * @param total bytes of the whole file; 0 if the server does not say
     */
    void advanced(long done, long total);
}
