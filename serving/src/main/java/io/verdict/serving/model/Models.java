package io.verdict.serving.model;

import io.verdict.serving.batch.BatchListener;
import io.verdict.serving.batch.BatcherOptions;
import io.verdict.serving.batch.DrainingException;
import io.verdict.serving.batch.Ticket;
import io.verdict.transformer.text.TextClassifier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model that is served at this moment, and its successors. Safe for threads. */
public final class Models implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Models.class);

    private final String name;
    private final BatcherOptions options;
    private final BatchListener listener;
    private volatile ServedModel current;

    /** Takes over the first model. */
    public Models(String name, TextClassifier first, BatcherOptions options, BatchListener listener) {
        this.name = name;
        this.options = options;
        this.listener = listener;
        this.current = new ServedModel(name, 1, first, options, listener);
    }

    public ServedModel current() {
        return current;
    }

    public BatcherOptions options() {
        return options;
    }

    /**
     * Classifies texts with the current model. Encodes them in this thread, the rest happens elsewhere.
     *
     * @param mayTruncate whether a text that is too long is cut
     * @param ticket is given what cancels the work
     * @param then where what waits for the result goes on
     * @throws io.verdict.serving.batch.OverloadedException if the queue has no room
     * @throws DrainingException if the server is about to stop
     * @throws TextTooLongException if a text is too long and must not be cut
     */
    public CompletionStage<Classified> classify(
            List<TextInput> texts, boolean mayTruncate, Consumer<Ticket> ticket, Executor then) {
        ServedModel model = current;
        while (true) {
            try {
                return model.classify(texts, mayTruncate, ticket, then);
            } catch (DrainingException e) {
                ServedModel successor = current;
                if (successor == model) {
                    throw e;
                }
                model = successor;
            }
        }
    }

    /**
     * Puts another model in the place of the current one, which answers what it has accepted and is closed then. While
     * both are there they take the memory of both.
     *
     * @param load makes the new model; if it throws, the current one stays
     * @param warmUp is run on the new model before it gets requests
     */
    public synchronized ServedModel replace(Supplier<TextClassifier> load, Consumer<ServedModel> warmUp)
            throws InterruptedException {
        ServedModel old = current;
        ServedModel fresh = new ServedModel(name, old.version() + 1, load.get(), options, listener);
        try {
            warmUp.accept(fresh);
        } catch (RuntimeException e) {
            fresh.close();
            throw e;
        }
        current = fresh;
        if (!old.batcher().drain(options.timeout().plusSeconds(1))) {
            LOG.warn("Version {} of the model did not answer all it had accepted", old.version());
        }
        old.close();
        return fresh;
    }

    /** Accepts nothing more and answers what was accepted; whether all of it was in time. */
    public boolean drain(Duration longest) throws InterruptedException {
        return current.batcher().drain(longest);
    }

    @Override
    public synchronized void close() {
        current.close();
    }
}
