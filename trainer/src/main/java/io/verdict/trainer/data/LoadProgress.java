package io.verdict.trainer.data;

/** Is told how far {@link DataBuilder#load} is; one table is read after the other, some twice. */
public interface LoadProgress {
    /** Wants to know nothing. */
    LoadProgress NONE = new LoadProgress() {
        @Override
        public void started(String name, long bytes) {}

        @Override
        public void advanced(long bytes) {}

        @Override
        public void finished() {}
    };

    /**
     * A table is read from its beginning.
     *
     * @param name the file's path or the list's name
     * @param bytes what {@link #advanced} reaches in the end; 0 if that is not known
     */
    void started(String name, long bytes);

    /** So many bytes are read so far. */
    void advanced(long bytes);

    /** The table is read, or an error came. */
    void finished();
}
