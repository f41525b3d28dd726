package io.verdict.trainer;

import io.verdict.transformer.Classifier;
import io.verdict.transformer.Loss;
import io.verdict.transformer.Trainable;
import io.verdict.transformer.TrainingOptions;
import io.verdict.transformer.TrainingSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains for a few steps at a rate that grows from step to step, and puts the parameters back as they were. */
final class LearningRateFinder {
    private static final double LOWEST = 1e-8;
    private static final double HIGHEST = 1;
    private static final int STEPS = 100;

    /** The weight of the past in the smoothed loss; Lightning's. */
    private static final double SMOOTHING = 0.98;

    /** A loss so many times the lowest one ends the test; Lightning's. */
    private static final double EXPLODED = 4;

    private LearningRateFinder() {}

    static LearningRateTest run(
            Classifier classifier,
            EncodedTexts texts,
            RunPlan plan,
            Strategy strategy,
            List<Double> classWeights,
            TrainerOptions options,
            TrainingListener listener) {
        Loss loss = LossChoice.of(texts, classWeights, options);
        Trainable trainable = strategy.trainableAtFirst();
        LabelledInputs train = trainable.equals(Trainable.head())
                ? FrozenFeatures.of(
                        classifier, texts, IntStream.range(0, texts.size()).toArray(), "train", listener)
                : new LabelledInputs(texts, Optional.empty());
        double usual = options.optimization().learningRate().orElse(strategy.defaultLearningRate());
        ToDoubleFunction<String> multipliers = options.layerRates()
                .multipliers(strategy, usual, classifier.config().encoder().layers());
        Map<String, INDArray> parameters = new LinkedHashMap<>();
        Map<String, INDArray> before = new LinkedHashMap<>();
        try (TrainingSession session =
                        classifier.openTraining(new TrainingOptions(trainable, options.dropout(), loss));
                Gradients gradients =
                        new Gradients(session, options.optimization().accumulateGradBatches())) {
            for (String name : session.trainable()) {
                parameters.put(name, classifier.parameters().get(name));
                before.put(name, classifier.parameters().get(name).dup());
            }
            try (Optimizer optimizer = new Optimizer(options.optimization(), parameters)) {
                listener.started(TrainingListener.Phase.TRAIN, "learning rates", STEPS);
                LearningRateTest test = new LearningRateTest(
                        steps(train, plan, options, session, gradients, optimizer, multipliers, listener));
                listener.finished(TrainingListener.Phase.TRAIN);
                return test;
            } finally {
                parameters.forEach((name, parameter) -> parameter.assign(Objects.requireNonNull(before.get(name))));
                before.values().forEach(INDArray::close);
            }
        }
    }

    private static List<LearningRateTest.Point> steps(
            LabelledInputs train,
            RunPlan plan,
            TrainerOptions options,
            TrainingSession session,
            Gradients gradients,
            Optimizer optimizer,
            ToDoubleFunction<String> multipliers,
            TrainingListener listener) {
        List<LearningRateTest.Point> points = new ArrayList<>();
        int epoch = 1;
        int next = 0;
        double average = 0;
        double lowest = Double.POSITIVE_INFINITY;
        int drawn = 0;
        for (int step = 0; step < STEPS; step++) {
            if (next == plan.batches(epoch).size()) {
                epoch++;
                next = 0;
            }
            double rate = LOWEST * Math.pow(HIGHEST / LOWEST, (step + 1.0) / STEPS);
            List<int[]> batches = plan.nextUpdate(epoch, next);
            double sum = 0;
            int texts = 0;
            for (int[] batch : batches) {
                sum += session.step(train.batch(batch), train.targets(batch), options.seed(), drawn++) * batch.length;
                texts += batch.length;
                gradients.add(batch.length);
            }
            next += batches.size();
            double loss = sum / texts;
            double norm = gradients.norm();
            average = SMOOTHING * average + (1 - SMOOTHING) * loss;
            double smoothed = average / (1 - Math.pow(SMOOTHING, step + 1));
            if (!Double.isFinite(norm) || !Double.isFinite(smoothed) || (step > 0 && smoothed > EXPLODED * lowest)) {
                break;
            }
            lowest = Math.min(lowest, smoothed);
            points.add(new LearningRateTest.Point(rate, smoothed));
            optimizer.update(
                    gradients,
                    name -> rate * multipliers.applyAsDouble(name),
                    gradients.clip(norm, options.optimization()));
            gradients.clear();
            listener.advanced(TrainingListener.Phase.TRAIN, step + 1, smoothed, Double.NaN);
        }
        return points;
    }
}
