package io.verdict.transformer.saved;

import io.verdict.transformer.Dropout;
import io.verdict.transformer.VerdictException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a saved text classifier is, besides its parameters and its tokenizer.
 *
 * @param labels the names of the classes, in their order; each once
 * @param multiLabel whether a text can have several labels, or none: each is then judged by its own sigmoid
 * @param maxLength tokens to which texts are cut, special tokens included
 * @param backbone the name of the encoder it was trained from; empty if it has none
 * @param dropout what to train on with
 * @param seed the seed of the training run
 * @param metrics what was measured, such as {@code test_accuracy}
 */
public record ModelCard(
        List<String> labels,
        boolean multiLabel,
        int maxLength,
        String backbone,
        Dropout dropout,
        long seed,
        Map<String, Double> metrics) {
    public ModelCard {
        labels = List.copyOf(labels);
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        if (labels.isEmpty() || new HashSet<>(labels).size() < labels.size()) {
            throw new VerdictException("A model needs labels, each of them once: " + labels);
        }
        if (maxLength < 1) {
            throw new VerdictException("max_length is " + maxLength + ", must be positive");
        }
        metrics.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new VerdictException("The metric " + name + " is " + value + "; only numbers can be saved");
            }
        });
    }

    /** A card of a model that gives each text one label, and of which nothing was measured yet. */
    public static ModelCard of(List<String> labels, int maxLength, String backbone, Dropout dropout, long seed) {
        return new ModelCard(labels, false, maxLength, backbone, dropout, seed, Map.of());
    }

    public ModelCard withMetrics(Map<String, Double> newMetrics) {
        return new ModelCard(labels, multiLabel, maxLength, backbone, dropout, seed, newMetrics);
    }

    public ModelCard withMultiLabel(boolean several) {
        return new ModelCard(labels, several, maxLength, backbone, dropout, seed, metrics);
    }
}
