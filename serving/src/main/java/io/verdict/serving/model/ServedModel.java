package io.verdict.serving.model;

import io.verdict.serving.batch.BatchListener;
import io.verdict.serving.batch.Batcher;
import io.verdict.serving.batch.BatcherOptions;
import io.verdict.serving.batch.Ticket;
import io.verdict.tokenizer.Encoding;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.Prediction;
import io.verdict.transformer.text.Probabilities;
import io.verdict.transformer.text.TextClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A model with its batcher. Owns both. Safe for threads. */
public final class ServedModel implements AutoCloseable {
    private static final String UNKNOWN_TOKEN = "[UNK]";

    private final String name;
    private final int version;
    private final TextClassifier classifier;
    private final Batcher batcher;
    private final int unknownId;

    /**
     * Takes over a model.
     *
     * @param version counts the models that were loaded, from 1
     */
    ServedModel(String name, int version, TextClassifier classifier, BatcherOptions options, BatchListener listener) {
        this.name = name;
        this.version = version;
        this.classifier = classifier;
        this.batcher = new Batcher(classifier.engine(), options, listener);
        this.unknownId = classifier.tokenizer().tokenToId(UNKNOWN_TOKEN).orElse(-1);
    }

    public String name() {
        return name;
    }

    /** Counts the models that were loaded, from 1. */
    public int version() {
        return version;
    }

    public Labels labels() {
        return classifier.labels();
    }

    /** The tokens at which a text is cut. */
    public int maxLength() {
        return classifier.maxLength();
    }

    /** The name of the engine. */
    public String engine() {
        return classifier.engine().name();
    }

    public Batcher batcher() {
        return batcher;
    }

    /**
     * Classifies texts. Encodes them in this thread, the rest happens elsewhere.
     *
     * @param mayTruncate whether a text that is too long is cut
     * @param ticket is given what cancels the work
     * @param then where what waits for the result goes on
     * @throws TextTooLongException if a text is too long and must not be cut
     */
    public CompletionStage<Classified> classify(
            List<TextInput> texts, boolean mayTruncate, Consumer<Ticket> ticket, Executor then) {
        Tokenizer tokenizer = classifier.tokenizer();
        List<Encoding> encodings = new ArrayList<>(texts.size());
        int tokens = 0;
        int unknown = 0;
        int truncated = 0;
        for (int i = 0; i < texts.size(); i++) {
            TextInput text = texts.get(i);
            Encoding encoding = text.pair().isPresent()
                    ? tokenizer.encode(text.text(), text.pair().get())
                    : tokenizer.encode(text.text());
            if (!encoding.overflowing().isEmpty()) {
                if (!mayTruncate) {
                    throw new TextTooLongException(i, maxLength());
                }
                truncated++;
            }
            tokens += encoding.length();
            unknown += countUnknown(encoding);
            encodings.add(encoding);
        }
        Ticket submitted = batcher.submit(encodings);
        ticket.accept(submitted);
        int allTokens = tokens;
        int allUnknown = unknown;
        int allTruncated = truncated;
        return submitted
                .result()
                .thenApplyAsync(
                        rows -> new Classified(this, predictions(rows), allTokens, allUnknown, allTruncated), then);
    }

    private int countUnknown(Encoding encoding) {
        int count = 0;
        for (int i = 0; i < encoding.length(); i++) {
            count += encoding.id(i) == unknownId ? 1 : 0;
        }
        return count;
    }

    private List<Prediction> predictions(List<float[]> rows) {
        return rows.stream()
                .map(row -> Prediction.of(classifier.labels(), Probabilities.toList(row)))
                .toList();
    }

    /** Fails what is left of its work and frees everything. */
    @Override
    public void close() {
        batcher.close();
        classifier.close();
    }
}
