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
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes a run through the stages of its strategy: before the first update of a stage the optimizer gets the parameters
 * that begin to train, and the session of the stage before is replaced by one of its own. As long as the whole encoder is
 * frozen, inputs are features, and they are computed once.
 */
final class Stages implements AutoCloseable {
    private final Classifier classifier;
    private final Strategy strategy;
    private final RunPlan plan;
    private final EncodedTexts train;
    private final Optional<EncodedTexts> valid;
    private final Loss loss;
    private final TrainerOptions options;
    private final Optimizer optimizer;
    private final Checkpoints checkpoints;
    private final TrainingListener listener;
    private @Nullable StageRun run;
    /** The stages whose parameters the optimizer has. */
    private int begun;

    Stages(
            Classifier classifier,
            Strategy strategy,
            RunPlan plan,
            EncodedTexts train,
            Optional<EncodedTexts> valid,
            Loss loss,
            TrainerOptions options,
            Optimizer optimizer,
            Checkpoints checkpoints,
            TrainingListener listener) {
        this.classifier = classifier;
        this.strategy = strategy;
        this.plan = plan;
        this.train = train;
        this.valid = valid;
        this.loss = loss;
        this.options = options;
        this.optimizer = optimizer;
        this.checkpoints = checkpoints;
        this.listener = listener;
    }

    /** Tells of stages that the run will not come to. */
    private void announce() {
        int epochs = plan.epochs();
        int last = strategy.lastThaw();
        if (last >= epochs && options.limits().fastDevRun().isEmpty()) {
            listener.message(
                    strategy + " thaws at epoch " + last + ", counted from 0, but this run has " + epochs + " epochs");
        }
    }

    /** Gives the optimizer what trained up to a state's last update. */
    void resume(TrainingState state) {
        announce();
        int epoch = state.batches() == 0 ? Math.max(0, state.epochs() - 1) : state.epochs();
        for (; begun <= strategy.stageAt(epoch); begun++) {
            optimizer.add(beginning(begun), updatesBefore(begun));
        }
    }

    /** The stage of the epoch under way; if it is a new one, it begins now. */
    StageRun at(TrainingState state) {
        int number = strategy.stageAt(state.epochs());
        if (run == null || run.number() != number) {
            close();
            boolean thaws = begun <= number;
            for (; begun <= number; begun++) {
                Map<String, INDArray> thawing = beginning(begun);
                checkpoints.thaw(state, thawing);
                optimizer.add(thawing, updatesBefore(begun));
            }
            if (thaws) {
                listener.message("Thawed at the end of epoch " + state.epochs() + ": "
                        + optimizer.parameters().size() + " of "
                        + classifier.trained(Trainable.everything()).size() + " parameters train now");
            }
            run = open(number);
        }
        return run;
    }

    private StageRun open(int number) {
        Trainable trainable = strategy.stages().get(number).trainable();
        boolean frozen = trainable.equals(Trainable.head());
        LabelledInputs trained = frozen ? features(train, plan.texts(), "train") : tokens(train);
        Optional<LabelledInputs> validated = valid.map(texts ->
                frozen ? features(texts, IntStream.range(0, texts.size()).toArray(), "validation") : tokens(texts));
        TrainingSession session = classifier.openTraining(
                new TrainingOptions(trainable, options.dropout(), loss), options.detectAnomaly());
        Gradients gradients = new Gradients(session, options.optimization().accumulateGradBatches());
        return new StageRun(number, trained, validated, session, gradients);
    }

    private LabelledInputs features(EncodedTexts texts, int[] needed, String label) {
        return FrozenFeatures.of(classifier, texts, needed, label, listener);
    }

    private static LabelledInputs tokens(EncodedTexts texts) {
        return new LabelledInputs(texts, Optional.empty());
    }

    /** The parameters that train in a stage and in none before. */
    private Map<String, INDArray> beginning(int number) {
        List<String> names =
                new ArrayList<>(classifier.trained(strategy.stages().get(number).trainable()));
        if (number > 0) {
            names.removeAll(classifier.trained(strategy.stages().get(number - 1).trainable()));
        }
        Map<String, INDArray> parameters = new LinkedHashMap<>();
        names.forEach(name -> parameters.put(name, classifier.parameters().get(name)));
        return parameters;
    }

    private int updatesBefore(int number) {
        return plan.updatesBefore(strategy.stages().get(number).epoch() + 1);
    }

    @Override
    public void close() {
        if (run != null) {
            run.close();
            run = null;
        }
    }
}
