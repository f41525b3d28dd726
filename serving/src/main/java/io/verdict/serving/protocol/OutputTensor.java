package io.verdict.serving.protocol;

import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.Output;
import io.verdict.transformer.text.Prediction;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What the Open Inference Protocol can ask a model for. */
enum OutputTensor {
    /** The label; several with commas between. */
    LABEL("BYTES", false),
    /** The label's probability; of models that give one. */
    SCORE("FP32", false),
    /** The label's number; of models that give one. */
    CLASS("INT64", false),
    /** Whether a text has each label; of models that give several. */
    SELECTED("BOOL", true),
    /** The probability of each label. */
    PROBABILITIES("FP32", true),
    /** What the head computed for each label. */
    LOGITS("FP32", true);

    private final String type;
    private final boolean aLabel;

    /** @param aLabel whether there is a value for each label, not one for each text */
    OutputTensor(String type, boolean aLabel) {
        this.type = type;
        this.aLabel = aLabel;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String type() {
        return type;
    }

    /** With -1 for the number of texts. */
    List<Integer> shape(Labels labels) {
        return shape(-1, labels);
    }

    private List<Integer> shape(int texts, Labels labels) {
        return aLabel ? List.of(texts, labels.size()) : List.of(texts);
    }

    /** Those of a model. */
    static List<OutputTensor> of(Labels labels) {
        return Arrays.stream(values())
                .filter(tensor -> labels.isMultiLabel() ? tensor != SCORE && tensor != CLASS : tensor != SELECTED)
                .toList();
    }

    /** Those that are given where a request names none. */
    static List<OutputTensor> of(Labels labels, Output output) {
        boolean several = labels.isMultiLabel();
        return switch (output) {
            case LABELS -> several ? List.of(LABEL, PROBABILITIES) : List.of(LABEL, SCORE);
            case CLASSES -> several ? List.of(SELECTED) : List.of(CLASS);
            case PROBABILITIES -> List.of(PROBABILITIES);
            case LOGITS, PREDS -> List.of(LOGITS);
            case RAW -> of(labels);
        };
    }

    Tensor tensor(Labels labels, List<Prediction> predictions) {
        List<Integer> shape = shape(predictions.size(), labels);
        return switch (this) {
            case LABEL ->
                new Tensor.Bytes(
                        id(),
                        shape,
                        predictions.stream()
                                .map(prediction -> String.join(",", prediction.labels()))
                                .toList());
            case SCORE ->
                floats(shape, predictions.stream().map(Prediction::score).toList());
            case CLASS ->
                new Tensor.Longs(
                        id(),
                        shape,
                        predictions.stream()
                                .map(prediction -> (long) prediction.index())
                                .toList());
            case SELECTED ->
                new Tensor.Booleans(
                        id(),
                        shape,
                        predictions.stream()
                                .flatMap(prediction ->
                                        IntStream.range(0, labels.size()).mapToObj(prediction.indices()::contains))
                                .toList());
            case PROBABILITIES ->
                floats(
                        shape,
                        predictions.stream()
                                .flatMap(prediction -> prediction.probabilities().stream())
                                .toList());
            case LOGITS ->
                floats(
                        shape,
                        predictions.stream()
                                .flatMap(prediction -> prediction.logits().stream())
                                .toList());
        };
    }

    private Tensor floats(List<Integer> shape, List<Double> values) {
        return new Tensor.Floats(id(), shape, values);
    }
}
