package io.verdict.benchmarks;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.verdict.transformer.EncoderConfig;
import java.util.List;

/** A training step of {@link DjlBert}: forward, backward, clipping by global norm, AdamW. */
final class DjlTraining implements Timed {
    private static final float LEARNING_RATE = 5e-5f;
    private static final float WEIGHT_DECAY = 0.01f;
    private static final float CLIP_NORM = 1;

    private final Model model;
    private final Trainer trainer;
    private final List<int[]> ids;
    private final float[] classes;

    /**
     * @param labels a class a text
     */
    DjlTraining(EncoderConfig config, List<int[]> ids, List<Integer> labels, int classes) {
        this.ids = ids;
        this.classes = new float[labels.size()];
        for (int i = 0; i < this.classes.length; i++) {
            this.classes[i] = labels.get(i);
        }
        int length = ids.get(0).length;
        model = Model.newInstance("bert", DjlBert.ENGINE);
        model.setBlock(new DjlBert(config, length, classes));
        trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.adamW()
                        .optLearningRateTracker(Tracker.fixed(LEARNING_RATE))
                        .optWeightDecays(WEIGHT_DECAY)
                        .build()));
        trainer.initialize(DjlBert.inputShapes(ids.size(), length));
    }

    @Override
    public String name() {
        return "djl-pytorch";
    }

    @Override
    public double milliseconds() {
        long start = System.nanoTime();
        try (NDManager scope = trainer.getManager().newSubManager()) {
            NDArray targets = scope.create(classes);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray logits = trainer.forward(DjlBert.inputs(scope, ids)).singletonOrThrow();
                logits.attach(scope);
                NDArray loss = trainer.getLoss()
                        .evaluate(new ai.djl.ndarray.NDList(targets), new ai.djl.ndarray.NDList(logits));
                loss.attach(scope);
                collector.backward(loss);
                Sink.value = loss.getFloat();
            }
            clip(scope);
            trainer.step();
        }
        return (System.nanoTime() - start) * 1e-6;
    }

    /** DJL's optimizers clip value by value only. */
    private void clip(NDManager scope) {
        List<NDArray> gradients = model.getBlock().getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .map(parameter -> parameter.getArray().getGradient())
                .toList();
        double sum = 0;
        for (NDArray gradient : gradients) {
            gradient.attach(scope);
            try (NDArray norm = gradient.norm()) {
                double value = norm.getFloat();
                sum += value * value;
            }
        }
        double norm = Math.sqrt(sum);
        if (norm > CLIP_NORM) {
            gradients.forEach(gradient -> gradient.muli(CLIP_NORM / (norm + 1e-6)));
        }
        gradients.forEach(NDArray::close);
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
