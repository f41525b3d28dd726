package io.verdict.trainer;

import io.verdict.transformer.Classifier;
import io.verdict.transformer.Loss;
import io.verdict.transformer.ParameterUpdates;
import io.verdict.transformer.TrainingOptions;
import io.verdict.transformer.TrainingSession;
import io.verdict.transformer.VerdictException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The run itself: next batch, forward and backward, clip, update, report; evaluate, checkpoint, stop? */
final class TrainingLoop implements AutoCloseable {
    private final Classifier classifier;
    private final LabelledInputs train;
    private final Optional<LabelledInputs> valid;
    private final TrainerOptions options;
    private final double peakRate;
    private final TrainingListener listener;
    private final TrainingSession session;
    private final Gradients gradients;
    private final Optimizer optimizer;
    private final Checkpoints checkpoints;
    private TrainingState state = TrainingState.START;

    TrainingLoop(
            Classifier classifier,
            LabelledInputs train,
            Optional<LabelledInputs> valid,
            Strategy strategy,
            TrainerOptions options,
            TrainingListener listener) {
        this.classifier = classifier;
        this.train = train;
        this.valid = valid;
        this.options = options;
        this.peakRate = options.optimization().learningRate().orElse(strategy.defaultLearningRate());
        this.listener = listener;
        Loss loss = new Loss.CrossEntropy(List.of(), options.optimization().labelSmoothing());
        this.session =
                classifier.openTraining(new TrainingOptions(strategy == Strategy.FREEZE, options.dropout(), loss));
        this.gradients = new Gradients(session, options.optimization().accumulateGradBatches());
        Map<String, INDArray> parameters = new LinkedHashMap<>();
        session.trainable()
                .forEach(name -> parameters.put(name, classifier.parameters().get(name)));
        this.optimizer = new Optimizer(
                options.optimization().optimizer(), options.optimization().weightDecay(), parameters);
        this.checkpoints = Checkpoints.of(options, strategy, train.texts(), optimizer);
    }

    /** Trains until the last epoch, or until it is time to stop; the classifier ends with the best epoch's parameters. */
    TrainingState run() {
        state = checkpoints.resume(listener);
        while (state.epochs() < lastEpoch() && !outOfPatience()) {
            Speed clock = new Speed();
            EpochProgress progress = trainEpoch();
            Optional<Evaluation> evaluation =
                    valid.map(inputs -> Evaluation.of(classifier, inputs, "validation", listener));
            state = advance(progress.result(
                    state.epochs() + 1,
                    optimizer.updates(),
                    rate(optimizer.updates() - 1),
                    evaluation,
                    clock.seconds()));
            boolean improved = state.best().equals(Optional.of(state.epochs()));
            checkpoints.save(state, improved);
            listener.epoch(state.history().get(state.epochs() - 1));
        }
        if (outOfPatience()) {
            listener.message("Stopped after epoch " + state.epochs() + ": no better validation loss than "
                    + state.bestLoss() + " for " + state.epochsWithoutImprovement() + " epochs");
        }
        checkpoints.restoreBest(state, listener);
        return state;
    }

    private EpochProgress trainEpoch() {
        int epoch = state.epochs() + 1;
        List<int[]> batches = BatchOrder.training(
                train.size(), train.texts()::length, options.batching().batchSize(), options.seed(), epoch);
        listener.started(
                TrainingListener.Phase.TRAIN,
                "epoch " + epoch + "/" + options.limits().maxEpochs(),
                (long) batches.size() * Math.min(options.batching().batchSize(), train.size()));
        EpochProgress progress = new EpochProgress(train, listener);
        long step = state.steps();
        for (int i = 0; i < batches.size(); i++) {
            int[] batch = batches.get(i);
            double loss = session.step(train.batch(batch), train.targets(batch), options.seed(), step++);
            gradients.add();
            progress.add(batch, loss, session.logits());
            if (gradients.batches() == options.optimization().accumulateGradBatches() || i == batches.size() - 1) {
                update(loss, epoch);
            }
        }
        progress.finish(step);
        return progress;
    }

    private void update(double loss, int epoch) {
        double norm = gradients.norm();
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw notFinite(loss, epoch);
        }
        double scale = gradients.scale(norm, options.optimization().gradientClipNorm());
        optimizer.update(gradients, rate(optimizer.updates()), scale);
        gradients.clear();
    }

    private double rate(int update) {
        int batches = train.size() > options.batching().batchSize()
                ? train.size() / options.batching().batchSize()
                : 1;
        int perEpoch = (batches + options.optimization().accumulateGradBatches() - 1)
                / options.optimization().accumulateGradBatches();
        int total = perEpoch * options.limits().maxEpochs();
        int warmup = (int) Math.ceil(options.optimization().warmup() * total);
        return peakRate * options.optimization().schedule().factor(update, warmup, total);
    }

    private TrainingState advance(EpochProgress.Outcome outcome) {
        List<EpochResult> history = new ArrayList<>(state.history());
        history.add(outcome.result());
        int epoch = state.epochs() + 1;
        boolean better = valid.isPresent() && outcome.result().validLoss() < state.bestLoss();
        return new TrainingState(
                epoch, optimizer.updates(), outcome.steps(), better ? Optional.of(epoch) : state.best(), history);
    }

    private int lastEpoch() {
        return Math.min(
                options.limits().maxEpochs(),
                options.limits().stopAfterEpochs().orElse(options.limits().maxEpochs()));
    }

    private boolean outOfPatience() {
        return options.validation().earlyStoppingPatience().isPresent()
                && state.epochsWithoutImprovement()
                        >= options.validation().earlyStoppingPatience().getAsInt();
    }

    private VerdictException notFinite(double loss, int epoch) {
        String parameter = classifier.parameters().names().stream()
                .filter(name -> !Double.isFinite(
                        ParameterUpdates.sumOfSquares(classifier.parameters().get(name))))
                .findFirst()
                .map(name -> "parameter " + name + " is not finite")
                .or(() -> gradients.notFinite().map(name -> "the gradient of " + name + " is not finite"))
                .orElse("every gradient is finite");
        return new VerdictException("Training stopped in epoch " + epoch + " at update " + (optimizer.updates() + 1)
                + ": the loss is " + loss + ", " + parameter
                + ". Nothing was updated; try a lower learning rate (it was " + rate(optimizer.updates())
                + ") or clip the gradients");
    }

    @Override
    public void close() {
        optimizer.close();
        gradients.close();
        session.close();
    }
}
