package io.verdict.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A text classifier: an encoder with a classification head. Owns its parameters. Sessions run it: any number of
 * inference sessions at a time, or one training session. The parameters may be written to before the first session runs
 * and while a training session is open.
 */
public final class Classifier implements AutoCloseable {
    /** The deviation of a fresh head's weights, BERT's {@code initializer_range}. */
    private static final double INITIALIZER_RANGE = 0.02;

    private final ClassifierConfig config;
    private final Parameters parameters;
    private final InferenceKernels inferenceKernels = new InferenceKernels();

    /**
     * The classifier of these parameters (encoder and {@code classifier.*}), which it takes over.
     *
     * @throws VerdictException if a parameter is missing, unexpected or of the wrong shape
     */
    public Classifier(ClassifierConfig config, Parameters parameters) {
        List<ParameterSpec> expected = new ArrayList<>(ParameterSpec.encoder(config.encoder()));
        expected.addAll(ParameterSpec.classifier(config.encoder(), config.classes()));
        parameters.compare(expected).requireEmpty("the classifier");
        this.config = config;
        this.parameters = parameters;
    }

    /**
     * Puts a fresh head on an encoder: weights drawn from a normal distribution of deviation 0.02 (BERT's initializer
     * range) by {@code seed}, biases zero. The classifier takes over the encoder's parameters.
     */
    public static Classifier withFreshHead(Encoder encoder, Pooling pooling, int classes, long seed) {
        ClassifierConfig config = new ClassifierConfig(encoder.config(), pooling, classes);
        Random random = new Random(seed);
        float[][] weight = new float[classes][encoder.config().hiddenSize()];
        for (float[] row : weight) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) (random.nextGaussian() * INITIALIZER_RANGE);
            }
        }
        INDArray bias = Nd4j.createFromArray(new float[classes]);
        Parameters parameters = encoder.parameters()
                .add(ParameterSpec.CLASSIFIER_WEIGHT, Nd4j.createFromArray(weight))
                .add(ParameterSpec.CLASSIFIER_BIAS, bias);
        return new Classifier(config, parameters);
    }

    public ClassifierConfig config() {
        return config;
    }

    public Parameters parameters() {
        return parameters;
    }

    /** The names of the parameters that a training session with {@code trainable} trains, in the model's order. */
    public List<String> trained(Trainable trainable) {
        return parameters.names().stream()
                .filter(name -> trainable.includes(name, config.encoder().layers()))
                .filter(name -> config.pooling() == Pooling.POOLER || !name.startsWith("pooler."))
                .toList();
    }

    /** A session for predictions. */
    public ClassifierSession openSession() {
        return new ClassifierSession(this);
    }

    /** A session that computes the loss and its gradients. */
    public TrainingSession openTraining(TrainingOptions options) {
        return openTraining(options, false);
    }

    /**
     * The same.
     *
     * @param detectAnomaly whether a step fails, slowly, with the first op or parameter that has a number that is not
     *     finite
     */
    public TrainingSession openTraining(TrainingOptions options, boolean detectAnomaly) {
        return new TrainingSession(this, options, detectAnomaly);
    }

    InferenceKernels inferenceKernels() {
        return inferenceKernels;
    }

    @Override
    public void close() {
        parameters.close();
    }
}
