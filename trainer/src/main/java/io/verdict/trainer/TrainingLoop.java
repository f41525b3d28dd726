package io.verdict.trainer;

import io.verdict.transformer.Classifier;
import io.verdict.transformer.Loss;
import io.verdict.transformer.ParameterUpdates;
import io.verdict.transformer.VerdictException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The run itself: next batch, forward and backward, clip, update, report; evaluate, checkpoint, stop? */
final class TrainingLoop implements AutoCloseable {
    private final Classifier classifier;
    private final TrainerOptions options;
    private final RunPlan plan;
    private final Stopping stopping;
    private final Interruption interruption;
    private final double peakRate;
    /** What the head's rate is multiplied with to be another parameter's. */
    private final ToDoubleFunction<String> multipliers;

    private final TrainingListener listener;
    private final Optimizer optimizer;
    private final Checkpoints checkpoints;
    private final Stages stages;
    private final Speed clock = new Speed();
    private EpochProgress progress;
    private TrainingState state = TrainingState.START;
    private double secondsBefore;

    TrainingLoop(
            Classifier classifier,
            EncodedTexts train,
            Optional<EncodedTexts> valid,
            RunPlan plan,
            Strategy strategy,
            List<Double> classWeights,
            TrainerOptions options,
            Interruption interruption,
            TrainingListener listener) {
        this.classifier = classifier;
        this.options = options;
        this.plan = plan;
        this.stopping = new Stopping(options, plan);
        this.interruption = interruption;
        this.peakRate = options.optimization().learningRate().orElse(strategy.defaultLearningRate());
        this.multipliers = options.layerRates()
                .multipliers(strategy, peakRate, classifier.config().encoder().layers());
        this.listener = listener;
        this.progress = new EpochProgress(listener);
        this.optimizer = new Optimizer(options.optimization(), Map.of());
        this.checkpoints = Checkpoints.of(options, strategy, train, classifier, optimizer);
        Loss loss = LossChoice.of(train, classWeights, options);
        this.stages =
                new Stages(classifier, strategy, plan, train, valid, loss, options, optimizer, checkpoints, listener);
    }

    /** Trains until it is time to stop; the classifier ends with the best result's parameters. */
    TrainingState run() {
        state = checkpoints.last(listener);
        stages.resume(state);
        checkpoints.load(state, listener);
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
        StageRun stage = stages.at(state);
        Gradients gradients = stage.gradients();
        progress.begin("epoch " + state.epoch() + "/" + plan.epochs(), plan.texts(state.epoch()));
        EpochSums sums = state.sums();
        long step = state.steps();
        List<int[]> batches = plan.nextUpdate(state);
        for (int[] batch : batches) {
            LabelledInputs inputs = stage.train();
            double loss = stage.session().step(inputs.batch(batch), inputs.targets(batch), options.seed(), step++);
            gradients.add(batch.length);
            sums = progress.add(sums, inputs, batch, loss, stage.session().logits());
        }
        double loss = (sums.loss() - state.sums().loss())
                / (sums.texts() - state.sums().texts());
        double norm = gradients.norm();
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw notFinite(loss, gradients);
        }
        double rate = rate(optimizer.updates());
        optimizer.update(
                gradients,
                name -> rate * multipliers.applyAsDouble(name),
                gradients.clip(norm, options.optimization()));
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
        Optional<Evaluation> evaluation = stages.at(state)
                .valid()
                .filter(inputs -> plan.isValidationDue(state) || stopping.isReached(state))
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

    private VerdictException notFinite(double loss, Gradients gradients) {
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
        stages.close();
        optimizer.close();
    }
}
