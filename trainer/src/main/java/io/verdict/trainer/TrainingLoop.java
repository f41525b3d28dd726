package io.verdict.trainer;

import io.verdict.transformer.Classifier;
import io.verdict.transformer.Loss;
import io.verdict.transformer.ParameterUpdates;
import io.verdict.transformer.Trainable;
import io.verdict.transformer.TrainingOptions;
import io.verdict.transformer.TrainingSession;
import io.verdict.transformer.VerdictException;
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
    private final RunPlan plan;
    private final Stopping stopping;
    private final Interruption interruption;
    private final double peakRate;
    private final TrainingListener listener;
    private final TrainingSession session;
    private final Gradients gradients;
    private final Optimizer optimizer;
    private final Checkpoints checkpoints;
    private final Speed clock = new Speed();
    private EpochProgress progress;
    private TrainingState state = TrainingState.START;
    private double secondsBefore;

    TrainingLoop(
            Classifier classifier,
            LabelledInputs train,
            Optional<LabelledInputs> valid,
            RunPlan plan,
            Strategy strategy,
            List<Double> classWeights,
            TrainerOptions options,
            Interruption interruption,
            TrainingListener listener) {
        this.classifier = classifier;
        this.train = train;
        this.valid = valid;
        this.options = options;
        this.plan = plan;
        this.stopping = new Stopping(options, plan);
        this.interruption = interruption;
        this.peakRate = options.optimization().learningRate().orElse(strategy.defaultLearningRate());
        this.listener = listener;
        this.progress = new EpochProgress(train, listener);
        Loss loss = LossChoice.of(train.texts(), classWeights, options);
        this.session = classifier.openTraining(
                new TrainingOptions(
                        strategy == Strategy.FREEZE ? Trainable.head() : Trainable.everything(),
                        options.dropout(),
                        loss),
                options.detectAnomaly());
        this.gradients = new Gradients(session, options.optimization().accumulateGradBatches());
        Map<String, INDArray> parameters = new LinkedHashMap<>();
        session.trainable()
                .forEach(name -> parameters.put(name, classifier.parameters().get(name)));
        this.optimizer = new Optimizer(options.optimization(), parameters);
        this.checkpoints = Checkpoints.of(options, strategy, train.texts(), optimizer);
    }

    /** Trains until it is time to stop; the classifier ends with the best result's parameters. */
    TrainingState run() {
        state = checkpoints.resume(listener);
        secondsBefore = state.seconds();
        try {
            while (true) {
                if (plan.isResultDue(state) || (stopping.isReached(state) && state.hasNews())) {
                    report();
                } else if (stopping.isReached(state)) {
                    break;
                } else {
                    update();
                }
                interruption.check();
            }
        } catch (TrainingInterruptedException e) {
            throw new TrainingInterruptedException(checkpoints.keepInterrupted(state));
        }
        stopping.reason(state).ifPresent(listener::message);
        checkpoints.restoreBest(state, listener);
        return state;
    }

    /** The batches of one update, forward and backward; then the update. */
    private void update() {
        progress.begin("epoch " + state.epoch() + "/" + plan.epochs(), plan.texts(state.epoch()));
        EpochSums sums = state.sums();
        long step = state.steps();
        List<int[]> batches = plan.nextUpdate(state);
        for (int[] batch : batches) {
            double loss = session.step(train.batch(batch), train.targets(batch), options.seed(), step++);
            gradients.add(batch.length);
            sums = progress.add(sums, batch, loss, session.logits());
        }
        double loss = (sums.loss() - state.sums().loss())
                / (sums.texts() - state.sums().texts());
        double norm = gradients.norm();
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw notFinite(loss);
        }
        double rate = rate(optimizer.updates());
        optimizer.update(gradients, rate, gradients.clip(norm, options.optimization()));
        gradients.clear();
        state = state.updated(batches.size(), sums, seconds());
        if (state.updates() % options.logEveryNSteps() == 0) {
            listener.step(new StepResult(
                    state.updates(), plan.epochsDone(state), rate, loss, norm, progress.tokensPerSecond()));
        }
        checkpoints.keepStep(state);
    }

    /** Evaluates where that is due, and keeps the state; at an epoch's end the next one begins. */
    private void report() {
        double tokensPerSecond = progress.finish();
        Optional<Evaluation> evaluation = valid.filter(
                        inputs -> plan.isValidationDue(state) || stopping.isReached(state))
                .map(inputs -> Evaluation.of(classifier, inputs, "validation", listener));
        EpochResult result = new EpochResult(
                state.epoch(),
                plan.epochsDone(state),
                state.updates(),
                rate(state.updates() - 1),
                state.sums().meanLoss(),
                state.sums().accuracy(),
                evaluation.map(Evaluation::loss).orElse(Double.NaN),
                evaluation.map(Evaluation::accuracy).orElse(Double.NaN),
                evaluation.map(Evaluation::macroF1).orElse(Double.NaN),
                tokensPerSecond,
                state.secondsSinceResult(seconds()));
        state = state.reported(result, seconds());
        checkpoints.keepResult(state, result);
        evaluation.ifPresent(outcome -> listener.validated(result, outcome));
        listener.epoch(result);
    }

    private double rate(int update) {
        int total = plan.updates();
        int warmup = (int) Math.ceil(options.optimization().warmup() * total);
        Progression progression = Progression.of(options.validation());
        return peakRate
                * options.optimization()
                        .schedule()
                        .factor(update, warmup, total, progression.mode(), progression.values(state.history()));
    }

    private double seconds() {
        return secondsBefore + clock.seconds();
    }

    private VerdictException notFinite(double loss) {
        String parameter = classifier.parameters().names().stream()
                .filter(name -> !Double.isFinite(
                        ParameterUpdates.sumOfSquares(classifier.parameters().get(name))))
                .findFirst()
                .map(name -> "parameter " + name + " is not finite")
                .or(() -> gradients.notFinite().map(name -> "the gradient of " + name + " is not finite"))
                .orElse("every gradient is finite");
        return new VerdictException("Training stopped in epoch " + state.epoch() + " at update "
                + (optimizer.updates() + 1) + ": the loss is " + loss + ", " + parameter
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
