package io.verdict.transformer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Predicts. One thread at a time; open one session a thread, they share the parameters. */
public final class ClassifierSession implements AutoCloseable {
    private final Classifier classifier;
    private @Nullable GraphRunner whole;
    private @Nullable GraphRunner head;

    ClassifierSession(Classifier classifier) {
        this.classifier = classifier;
    }

    /** The logits {@code [sequences][classes]}. */
    public float[][] logits(ModelInput input) {
        GraphRunner runner = input instanceof PackedBatch ? whole() : head();
        runner.put(input);
        List<INDArray> results = runner.run();
        return results.get(results.size() - 1).toFloatMatrix();
    }

    /** The pooled features {@code [sequences][hidden]} that the head reads. */
    public float[][] features(PackedBatch batch) {
        GraphRunner runner = whole();
        runner.put(batch);
        return runner.run().get(0).toFloatMatrix();
    }

    /** Frees the session's memory; the parameters stay. */
    @Override
    public void close() {
        if (whole != null) {
            whole.close();
        }
        if (head != null) {
            head.close();
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
        return new BertGraph(classifier.config().encoder(), classifier.parameters(), Dropout.NONE);
    }

    private GraphRunner runner(BertGraph graph, List<String> wanted) {
        return new GraphRunner(classifier.config().encoder(), graph.graph(), wanted);
    }
}
