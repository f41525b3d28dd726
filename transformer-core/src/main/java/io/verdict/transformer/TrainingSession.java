package io.verdict.transformer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes a loss and its gradients; what to do with them is the trainer's. One thread at a time.
 *
 * <p>The parameters are read as they are at each step, so an optimizer updates {@link Classifier#parameters()} in
 * place between two steps.
 */
public final class TrainingSession implements AutoCloseable {
    private final Classifier classifier;
    private final TrainingOptions options;
    private final boolean dropsOut;
    private final List<String> trainable;
    private final GraphRunner runner;
    private List<INDArray> results = List.of();
    private boolean closed;

    TrainingSession(Classifier classifier, TrainingOptions options, boolean detectAnomaly) {
        this.classifier = classifier;
        this.options = options;
        checkLoss();
        EncoderConfig encoder = classifier.config().encoder();
        BertGraph bert =
                BertGraph.forTraining(encoder, classifier.parameters(), options.dropout(), options.trainable());
        SDVariable features = options.headOnly()
                ? bert.givenFeatures()
                : bert.features(classifier.config().pooling());
        bert.loss(bert.logits(features), options.loss());
        this.dropsOut = bert.dropsOut();
        SameDiff graph = bert.graph();
        this.trainable = classifier.trained(options.trainable());
        List<String> wanted = new ArrayList<>(List.of(BertGraph.LOSS, BertGraph.LOGITS));
        SameDiff backward = GradientGraph.of(graph, BertGraph.LOSS);
        trainable.forEach(name -> wanted.add(GradientGraph.gradientName(graph, name)));
        this.runner = new GraphRunner(
                encoder,
                backward,
                wanted,
                detectAnomaly ? CheckedKernels.of(Compute.kernels(), classifier.parameters()) : Compute.kernels());
        classifier.inferenceKernels().trainingBegins();
    }

    /** The names of the parameters that train, in the model's order. */
    public Set<String> trainable() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(trainable));
    }

    /**
     * One forward and backward pass.
     *
     * @param input a {@link FeatureBatch} if only the head trains, else a {@link PackedBatch}
     * @param targets one target a text
     * @param seed the run's seed: with the step it determines what dropout drops
     * @param step the step's number in the run
     * @return the loss
     * @throws IllegalArgumentException if input, targets and options do not fit each other
     */
    public double step(ModelInput input, Targets targets, long seed, long step) {
        if (options.headOnly() != (input instanceof FeatureBatch)) {
            throw new IllegalArgumentException("This session trains "
                    + (options.headOnly() ? "the head and takes features" : "the encoder and takes tokens"));
        }
        if (targets.size() != input.sequences()) {
            throw new IllegalArgumentException(targets.size() + " targets for " + input.sequences() + " texts");
        }
        runner.put(input);
        put(targets);
        if (dropsOut) {
            runner.put(BertGraph.DROPOUT_STATE, new long[] {seed, step});
        }
        results = runner.run();
        return results.get(0).getFloat(0);
    }

    /** The last step's gradient of a parameter, of the parameter's shape; valid until the next step. */
    public INDArray gradient(String parameter) {
        int index = trainable.indexOf(parameter);
        if (index < 0 || results.isEmpty()) {
            throw new IllegalArgumentException(
                    results.isEmpty() ? "No step was made yet" : parameter + " does not train; these do: " + trainable);
        }
        return results.get(2 + index);
    }

    /** The last step's logits {@code [sequences][classes]}, with dropout. */
    public float[][] logits() {
        return results.get(1).toFloatMatrix();
    }

    /** Bytes of memory outside the Java heap that this session holds; parameters are not counted. */
    public long bytes() {
        return runner.bytes();
    }

    /** Frees the session's memory; the parameters stay. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            classifier.inferenceKernels().trainingEnds();
        }
        runner.close();
    }

    private void checkLoss() {
        if (options.loss() instanceof Loss.CrossEntropy crossEntropy
                && !crossEntropy.classWeights().isEmpty()
                && crossEntropy.classWeights().size() != classifier.config().classes()) {
            throw new VerdictException(crossEntropy.classWeights().size() + " class weights for "
                    + classifier.config().classes() + " classes");
        }
    }

    private void put(Targets targets) {
        int classes = classifier.config().classes();
        if (targets instanceof Targets.Classes wanted && options.loss() instanceof Loss.CrossEntropy loss) {
            int[] values = wanted.classes().stream().mapToInt(Integer::intValue).toArray();
            for (int value : values) {
                if (value < 0 || value >= classes) {
                    throw new IllegalArgumentException("Target " + value + " of " + classes + " classes");
                }
            }
            float[] weights = new float[classes];
            Arrays.fill(weights, 1);
            for (int c = 0; c < loss.classWeights().size(); c++) {
                weights[c] = loss.classWeights().get(c).floatValue();
            }
            runner.put(BertGraph.TARGETS, values);
            runner.put(BertGraph.CLASS_WEIGHTS, weights, classes);
        } else if (targets instanceof Targets.Multilabel wanted && options.loss() instanceof Loss.BinaryCrossEntropy) {
            float[] values = new float[wanted.size() * classes];
            for (int i = 0; i < values.length; i++) {
                values[i] =
                        wanted.probabilities().get(i / classes).get(i % classes).floatValue();
            }
            runner.put(BertGraph.TARGETS, values, wanted.size(), classes);
        } else {
            throw new IllegalArgumentException("Targets of type "
                    + targets.getClass().getSimpleName() + " do not fit the loss "
                    + options.loss().id());
        }
    }
}
