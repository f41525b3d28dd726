package io.verdict.onnx;

import io.verdict.transformer.Classifier;
import io.verdict.transformer.ClassifierConfig;
import io.verdict.transformer.Encoder;
import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.Parameters;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The linear classification head of an imported model.
 *
 * @param pooling what it reads
 * @param weight {@code [classes, hidden]}
 * @param bias {@code [classes]}
 * @param labels the classes' names from {@code config.json}; empty if they are not known
 */
public record ClassifierHead(Pooling pooling, INDArray weight, INDArray bias, List<String> labels)
        implements AutoCloseable {
    public ClassifierHead {
        labels = List.copyOf(labels);
    }

    public int classes() {
        return Math.toIntExact(bias.length());
    }

    /**
     * This head with the rows of its classes in another order.
     *
     * @param wanted the classes in that order; numbers stand for the classes of a head that names none
     * @param name of the model, for messages
     * @throws VerdictException if these are not the head's own classes
     */
    ClassifierHead inOrder(List<String> wanted, String name) {
        List<String> own = names();
        List<String> missing = without(wanted, own);
        List<String> unknown = without(own, wanted);
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            throw new VerdictException("The head of " + name + " has other labels than the data"
                    + (missing.isEmpty() ? "" : "; it does not know " + missing)
                    + (unknown.isEmpty() ? "" : "; the data lacks " + unknown)
                    + (labels.isEmpty() ? " (no id2label in a config.json names them)" : "")
                    + ". Train with a fresh head, or on data with the same labels");
        }
        if (wanted.equals(own)) {
            return this;
        }
        int[] rows = wanted.stream().mapToInt(own::indexOf).toArray();
        float[][] weights = weight.toFloatMatrix();
        float[] biases = bias.toFloatVector();
        float[][] weightsInOrder = new float[rows.length][];
        float[] biasesInOrder = new float[rows.length];
        for (int row = 0; row < rows.length; row++) {
            weightsInOrder[row] = weights[rows[row]];
            biasesInOrder[row] = biases[rows[row]];
        }
        return new ClassifierHead(
                pooling, Nd4j.createFromArray(weightsInOrder), Nd4j.createFromArray(biasesInOrder), wanted);
    }

    /** The encoder with this head, as a classifier that takes over the arrays of both. */
    Classifier on(Encoder encoder) {
        Parameters all = new Parameters();
        encoder.parameters()
                .names()
                .forEach(name -> all.add(name, encoder.parameters().get(name)));
        all.add(ParameterSpec.CLASSIFIER_WEIGHT, weight);
        all.add(ParameterSpec.CLASSIFIER_BIAS, bias);
        return new Classifier(new ClassifierConfig(encoder.config(), pooling, classes()), all);
    }

    /** Their numbers where nobody named the classes, for which transformers writes LABEL_0, LABEL_1 and so on. */
    private List<String> names() {
        List<String> numbers =
                IntStream.range(0, classes()).mapToObj(Integer::toString).toList();
        boolean unnamed = labels.isEmpty()
                || labels.equals(numbers.stream().map("LABEL_"::concat).toList());
        return unnamed ? numbers : labels;
    }

    private static List<String> without(List<String> labels, List<String> others) {
        List<String> rest = new ArrayList<>(labels);
        rest.removeAll(others);
        return rest;
    }

    ClassifierHead withLabels(List<String> names) {
        return new ClassifierHead(pooling, weight, bias, names);
    }

    /** Frees the arrays. */
    @Override
    public void close() {
        weight.close();
        bias.close();
    }
}
