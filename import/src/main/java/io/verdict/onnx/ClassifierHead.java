package io.verdict.onnx;

import io.verdict.transformer.Pooling;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

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
