package io.verdict.transformer.text;

import io.verdict.tokenizer.Encoding;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.tokenizer.Truncation;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.ClassifierEngine;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.Encoder;
import io.verdict.transformer.LogitsEngine;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.saved.ModelCard;
import io.verdict.transformer.saved.SavedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A model that classifies texts: tokenizer, classifier, labels. Predictions may be made by several threads at a
 * time, but not while the model is trained. Owns the classifier and the engine that computes the predictions.
 */
public final class TextClassifier implements AutoCloseable {
    private static final int BATCH = 32;

    private final Classifier classifier;
    private final Tokenizer tokenizer;
    private final Labels labels;
    private final int maxLength;
    private final LogitsEngine engine;

    /**
     * A model of these parts; the classifier is taken over.
     *
     * @param maxLength the tokens at which a text is cut, special tokens included
     * @throws VerdictException if labels or length do not fit the classifier
     */
    public TextClassifier(Classifier classifier, Tokenizer tokenizer, Labels labels, int maxLength) {
        this(classifier, tokenizer, labels, maxLength, new ClassifierEngine(classifier));
    }

    private TextClassifier(
            Classifier classifier, Tokenizer tokenizer, Labels labels, int maxLength, LogitsEngine engine) {
        int positions = classifier.config().encoder().maxPositions();
        if (labels.size() != classifier.config().classes()) {
            throw new VerdictException(labels.size() + " labels for a classifier of "
                    + classifier.config().classes() + " classes");
        }
        if (maxLength < 3 || maxLength > positions) {
            throw new VerdictException("max_length is " + maxLength + "; this encoder takes 3 to " + positions
                    + " tokens a text, [CLS] and [SEP] included");
        }
        this.classifier = classifier;
        this.tokenizer = tokenizer.withPadding(null).withTruncation(Truncation.to(maxLength));
        this.labels = labels;
        this.maxLength = maxLength;
        this.engine = engine;
    }

    /**
     * A model with a fresh head on an encoder, which is taken over.
     *
     * @param seed determines the head's first weights
     */
    public static TextClassifier onEncoder(
            Encoder encoder, Tokenizer tokenizer, Labels labels, Pooling pooling, int maxLength, long seed) {
        Classifier classifier = Classifier.withFreshHead(encoder, pooling, labels.size(), seed);
        return new TextClassifier(classifier, tokenizer, labels, maxLength);
    }

    /**
     * Loads a saved model; neither its backbone nor a network is needed.
     *
     * @throws VerdictException if the folder is no saved model, or a file is missing, truncated or altered
     */
    public static TextClassifier load(Path folder) {
        SavedModel saved = SavedModel.load(folder);
        ModelCard card = saved.card();
        Labels labels = Labels.of(card.labels()).withMultiLabel(card.multiLabel());
        return new TextClassifier(saved.classifier(), saved.tokenizer(), labels, card.maxLength());
    }

    /**
     * Saves the model as a folder that {@link #load} and HuggingFace's transformers read.
     *
     * @param folder is made; it must not hold anything
     * @param seed the seed it was trained with
     * @throws VerdictException if the folder is occupied or cannot be written
     */
    public void save(Path folder, long seed) {
        saved(ModelCard.of(labels.names(), maxLength, "", Dropout.BERT, seed)).save(folder, false);
    }

    /** This model with what a card says of it, to save; whether a text can have several labels is known here. */
    public SavedModel saved(ModelCard card) {
        return new SavedModel(classifier, tokenizer, card.withMultiLabel(labels.isMultiLabel()));
    }

    /** The names of the heads: how the rows of a text become the vector that is classified. */
    public static List<String> availableHeads() {
        return Stream.of(Pooling.values()).map(Pooling::id).toList();
    }

    /** The names of what can be asked for of a prediction, as {@link Output#fromId} takes them. */
    public static List<String> availableOutputs() {
        return Output.available();
    }

    public Classifier classifier() {
        return classifier;
    }

    /** What computes the predictions: Verdict's own engine unless another was given. */
    public LogitsEngine engine() {
        return engine;
    }

    /**
     * This model with another engine, which computes the same logits and is taken over. This one must not be used any
     * more then, nor be closed.
     */
    public TextClassifier withEngine(LogitsEngine other) {
        engine.close();
        return new TextClassifier(classifier, tokenizer, labels, maxLength, other);
    }

    /** The tokenizer, which cuts texts at {@link #maxLength()} and does not pad. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    public Labels labels() {
        return labels;
    }

    public int maxLength() {
        return maxLength;
    }

    /** Classifies texts, in their order. */
    public List<Prediction> predict(List<String> texts) {
        return predict(texts.size(), (from, to) -> tokenizer.encodeAll(texts.subList(from, to)));
    }

    /**
     * Classifies pairs of texts, in their order.
     *
     * @param pairs as many second texts
     */
    public List<Prediction> predict(List<String> texts, List<String> pairs) {
        if (texts.size() != pairs.size()) {
            throw new VerdictException(
                    "There are " + texts.size() + " first texts but " + pairs.size() + " second ones");
        }
        return predict(
                texts.size(), (from, to) -> tokenizer.encodeAll(texts.subList(from, to), pairs.subList(from, to)));
    }

    private List<Prediction> predict(int texts, BiFunction<Integer, Integer, List<Encoding>> encodings) {
        List<Prediction> predictions = new ArrayList<>(texts);
        for (int from = 0; from < texts; from += BATCH) {
            PackedBatch.Builder batch = PackedBatch.builder();
            encodings
                    .apply(from, Math.min(texts, from + BATCH))
                    .forEach(encoding -> batch.add(encoding.ids(), encoding.typeIds()));
            for (float[] row : engine.logits(batch.build())) {
                predictions.add(prediction(Probabilities.toList(row)));
            }
        }
        return predictions;
    }

    /** Frees the engine and the classifier. */
    @Override
    public void close() {
        engine.close();
        classifier.close();
    }

    private Prediction prediction(List<Double> logits) {
        return Prediction.of(labels, logits);
    }
}
