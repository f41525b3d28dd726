package io.verdict.transformer;

import io.verdict.transformer.kernel.Kernels;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Predicts. One thread at a time; open one session a thread, they share the parameters. */
public final class ClassifierSession implements AutoCloseable {
    private final Classifier classifier;
    private @Nullable GraphRunner whole;
    private @Nullable GraphRunner head;
    /** Those of the runners. */
    private @Nullable Kernels kernels;

    ClassifierSession(Classifier classifier) {
        this.classifier = classifier;
    }

    /** The logits {@code [sequences][classes]}. */
    public float[][] logits(ModelInput input) {
        followTraining();
        GraphRunner runner = input instanceof PackedBatch ? whole() : head();
        runner.put(input);
        List<INDArray> results = runner.run();
        return results.get(results.size() - 1).toFloatMatrix();
    }

    /** The pooled features {@code [sequences][hidden]} that the head reads. */
    public float[][] features(PackedBatch batch) {
        followTraining();
        GraphRunner runner = whole();
        runner.put(batch);
        return runner.run().get(0).toFloatMatrix();
    }

    /** Frees the session's memory; the parameters stay. */
    @Override
    public void close() {
        if (whole != null) {
            whole.close();
            whole = null;
        }
        if (head != null) {
            head.close();
            head = null;
        }
    }

    /** Starts anew where the parameters may have changed since the last run. */
    private void followTraining() {
        Kernels current = classifier.inferenceKernels().current();
        if (current != kernels) {
            close();
            kernels = current;
        }
    }

    private GraphRunner whole() {
        if (whole == null) {
            BertGraph graph = graph();
            graph.logits(graph.features(classifier.config().pooling()));
            whole = runner(graph, List.of(BertGraph.FEATURES, BertGraph.LOGITS));
        }
        return whole;
    }

    private GraphRunner head() {
        if (head == null) {
            BertGraph graph = graph();
            graph.logits(graph.givenFeatures());
            head = runner(graph, List.of(BertGraph.LOGITS));
        }
        return head;
    }

    private BertGraph graph() {
        return BertGraph.forInference(classifier.config().encoder(), classifier.parameters());
    }

    private GraphRunner runner(BertGraph graph, List<String> wanted) {
        return new GraphRunner(classifier.config().encoder(), graph.graph(), wanted, Objects.requireNonNull(kernels));
    }
}
