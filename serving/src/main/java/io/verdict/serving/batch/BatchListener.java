package io.verdict.serving.batch;

import java.time.Duration;

/** Is told what the workers do, in their threads: must be fast. */
public interface BatchListener {
    /** Texts begin to be computed after they have waited. */
    void began(int texts, Duration waited);

    /** A batch was computed, or failed. */
    void computed(int texts, int tokens, Duration time, boolean failed);

    /** A listener that does nothing. */
    BatchListener NONE = new BatchListener() {
        @Override
        public void began(int texts, Duration waited) {}

        @Override
        public void computed(int texts, int tokens, Duration time, boolean failed) {}
    };
}
