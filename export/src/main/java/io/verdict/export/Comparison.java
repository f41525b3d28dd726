package io.verdict.export;

import io.verdict.tokenizer.Encoding;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.Probabilities;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Two models on the same texts. They agree if no logit differs by more than the tolerance; a label can then flip only
 * where two logits are as close as that.
 *
 * @param reference the one, with what computed it
 * @param other the other
 * @param tolerance the largest absolute difference of a logit that still counts as equal
 * @param texts in their order, at least one
 */
public record Comparison(String reference, String other, double tolerance, List<ComparedText> texts) {
    /** The roundings of float32 over a whole encoder stay below it; a wrong token, mask or parameter does not. */
    public static final double TOLERANCE = 1e-4;

    /** Texts of different lengths in one batch, so that padding counts; the last batch is smaller. */
    private static final int BATCH = 8;

    public Comparison {
        texts = List.copyOf(texts);
        if (texts.isEmpty()) {
            throw new VerdictException("There is no text to compare the models on");
        }
        if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
            throw new VerdictException("The tolerance is " + tolerance + "; it must be a number from 0 on");
        }
    }

    /**
     * Runs both models on texts. Each encodes them with its own tokenizer; one that has none takes the other's.
     *
     * @throws VerdictException if the models' labels are not the same, or neither has a tokenizer
     */
    public static Comparison of(LoadedModel reference, LoadedModel other, List<SampleText> texts, double tolerance) {
        Labels labels = labels(reference, other);
        LoadedModel fallback = reference.tokenizer().isPresent() ? reference : other;
        List<ComparedText> compared = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<SampleText> batch = texts.subList(from, Math.min(texts.size(), from + BATCH));
            float[][] expected = logits(reference, fallback, batch);
            float[][] actual = logits(other, fallback, batch);
            for (int i = 0; i < batch.size(); i++) {
                if (expected[i].length != actual[i].length) {
                    throw new VerdictException(reference + " has " + expected[i].length + " classes, " + other + " has "
                            + actual[i].length);
                }
                compared.add(compare(batch.get(i), expected[i], actual[i], labels));
            }
        }
        return new Comparison(reference.toString(), other.toString(), tolerance, compared);
    }

    /** The same of a model by another name. */
    Comparison withOther(String name) {
        return new Comparison(reference, name, tolerance, texts);
    }

    /** The largest absolute difference of a logit. */
    public double largestDifference() {
        return texts.stream().mapToDouble(ComparedText::difference).max().orElseThrow();
    }

    /** The number of texts that get other labels. */
    public long flips() {
        return texts.stream().filter(ComparedText::flipped).count();
    }

    /** Whether no logit differs by more than the tolerance. */
    public boolean agrees() {
        return largestDifference() <= tolerance;
    }

    /** The texts that get other labels, then those with the largest differences. */
    public List<ComparedText> worst(int count) {
        return texts.stream()
                .sorted(Comparator.comparing(ComparedText::flipped)
                        .thenComparingDouble(ComparedText::difference)
                        .reversed())
                .limit(count)
                .toList();
    }

    /** One sentence. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%d texts: the logits differ by up to %.1e (tolerance %.1e), %s",
                texts.size(),
                largestDifference(),
                tolerance,
                flips() == 0
                        ? "no label differs"
                        : flips() == 1 ? "1 text gets another label" : flips() + " texts get other labels");
    }

    private static float[][] logits(LoadedModel model, LoadedModel fallback, List<SampleText> texts) {
        PackedBatch.Builder batch = PackedBatch.builder();
        for (SampleText text : texts) {
            Encoding encoding = (model.tokenizer().isPresent() ? model : fallback).encode(text);
            batch.add(encoding.ids(), encoding.typeIds());
        }
        return model.engine().logits(batch.build());
    }

    private static ComparedText compare(SampleText text, float[] expected, float[] actual, Labels labels) {
        List<Double> one = Probabilities.toList(expected);
        List<Double> two = Probabilities.toList(actual);
        return new ComparedText(text, one, two, names(one, labels), names(two, labels));
    }

    private static List<String> names(List<Double> logits, Labels labels) {
        return Probabilities.labels(logits, labels.isMultiLabel()).stream()
                .map(label -> label < labels.size() ? labels.name(label) : Integer.toString(label))
                .toList();
    }

    private static Labels labels(LoadedModel reference, LoadedModel other) {
        Labels labels = reference.labels().or(other::labels).orElse(Labels.NONE);
        Labels others = other.labels().orElse(labels);
        if (!labels.equals(others)) {
            throw new VerdictException("The labels of " + reference + " are " + describe(labels) + ", those of " + other
                    + " are " + describe(others) + "; they are different models");
        }
        return labels;
    }

    private static String describe(Labels labels) {
        return labels.names() + (labels.isMultiLabel() ? ", of which a text can have several" : "");
    }
}
