package io.verdict.trainer;

import io.verdict.trainer.data.Target;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.data.TextSource;
import io.verdict.trainer.report.History;
import io.verdict.transformer.ClassifierEngine;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.TextClassifier;
import java.util.List;
import java.util.Optional;

/**
 * Trains and evaluates text classifiers; the front door of this module.
 *
 * <pre>{@code
 * Trainer trainer = new Trainer(TrainerOptions.builder().maxEpochs(2).build());
 * trainer.finetune(model, data, Strategy.NO_FREEZE);
 * }</pre>
 */
public final class Trainer {
    private final TrainerOptions options;
    private final TrainingListener listener;
    private final Interruption interruption = new Interruption();

    public Trainer(TrainerOptions options) {
        this(options, TrainingListener.NONE);
    }

    /**
     * @param listener hears how runs go on
     */
    public Trainer(TrainerOptions options, TrainingListener listener) {
        this.options = options;
        this.listener = interruption.stopping(listener);
    }

    /** The names of the optimizers, as {@link OptimizerKind#fromId} takes them. */
    public static List<String> availableOptimizers() {
        return OptimizerKind.available();
    }

    /** The names of the schedules of the learning rate, as {@link Schedule#fromId} takes them. */
    public static List<String> availableLrSchedulers() {
        return Schedule.available();
    }

    /** The names of the strategies, as {@link Strategy#fromId} takes them; some with numbers behind. */
    public static List<String> availableFinetuningStrategies() {
        return Strategy.available();
    }

    /**
     * Trains a model in place on the training data. If there is validation data, the model ends with the parameters of
     * the best validation, by {@link Validation#monitor()}, else with the last ones.
     *
     * @return the results: one an epoch, and those of validations within epochs; those before a resumed checkpoint
     *     included
     * @throws VerdictException if there is no training data, its labels are not the model's, or a value stops being a
     *     finite number
     * @throws TrainingInterruptedException if {@link #stop} was called
     */
    public List<EpochResult> finetune(TextClassifier model, TextClassificationData data, Strategy strategy) {
        TextSource source =
                data.train().orElseThrow(() -> new VerdictException("There is no training data; give a train file"));
        requireOwnEngine(model);
        requireLabels(model, data);
        requireStrategy(model, strategy);
        Optional<TextSource> validation =
                data.valid().flatMap(texts -> limited(texts, options.limits().validBatches(), "limit_val_batches"));
        requireMonitor(validation.isPresent());
        EncodedTexts texts = encode(model, source, "train");
        List<Double> classWeights = options.weighting().classWeights().of(model.labels(), source.classCounts());
        RunPlan plan = new RunPlan(texts, options, validation.isPresent());
        Optional<EncodedTexts> valid = validation.map(limited -> encode(model, limited, "validation"));
        try (TrainingLoop loop = new TrainingLoop(
                model.classifier(), texts, valid, plan, strategy, classWeights, options, interruption, listener)) {
            return loop.run().history();
        }
    }

    /**
     * Looks for a learning rate: trains 100 steps at rates from 1e-8 to 1, and puts the model back as it was.
     *
     * @throws VerdictException if there is no training data, or its labels are not the model's
     */
    public LearningRateTest findLearningRate(TextClassifier model, TextClassificationData data, Strategy strategy) {
        TextSource source =
                data.train().orElseThrow(() -> new VerdictException("There is no training data; give a train file"));
        requireLabels(model, data);
        requireStrategy(model, strategy);
        EncodedTexts texts = encode(model, source, "train");
        RunPlan plan = new RunPlan(texts, options, false);
        List<Double> classWeights = options.weighting().classWeights().of(model.labels(), source.classCounts());
        return LearningRateFinder.run(model.classifier(), texts, plan, strategy, classWeights, options, listener);
    }

    /**
     * Asks a run under way in another thread to stop. It finishes its update, writes a checkpoint if there is a folder
     * for them, and throws {@link TrainingInterruptedException}; later runs of this trainer stop at once.
     */
    public void stop() {
        interruption.request();
    }

    /**
     * Runs a model on labelled texts, as far as {@link Limits#testBatches()} goes.
     *
     * @throws VerdictException if the labels are not the model's
     */
    public Evaluation evaluate(TextClassifier model, TextSource source) {
        return evaluated(model, source, options.limits().testBatches(), "limit_test_batches");
    }

    /** The same as far as {@link Limits#validBatches()} goes. */
    public Evaluation validate(TextClassifier model, TextSource source) {
        return evaluated(model, source, options.limits().validBatches(), "limit_val_batches");
    }

    private Evaluation evaluated(TextClassifier model, TextSource source, BatchAmount limit, String option) {
        TextSource limited = limited(source, limit, option)
                .orElseThrow(() -> new VerdictException(option + " is 0: there is nothing to evaluate"));
        EncodedTexts texts = encode(model, limited, "test");
        for (int i = 0; i < texts.size(); i++) {
            Target target = texts.target(i);
            if (target instanceof Target.None
                    || target.labels().stream()
                            .anyMatch(label -> label >= model.labels().size())) {
                throw new VerdictException(source.name() + " has texts without a label of the model: "
                        + model.labels().names());
            }
        }
        return Evaluation.of(model.engine(), texts, "test", listener);
    }

    /** Another engine runs a copy of the parameters: it would go on predicting as before the training. */
    private static void requireOwnEngine(TextClassifier model) {
        if (!model.engine().name().equals(ClassifierEngine.NAME)) {
            throw new VerdictException(
                    "The model predicts by the engine " + model.engine().name()
                            + ", which does not follow training; train it first, then give it that engine");
        }
    }

    /** The epochs as a history for a report. */
    public static History history(List<EpochResult> epochs) {
        History history = History.EMPTY;
        double seconds = 0;
        for (EpochResult epoch : epochs) {
            seconds += epoch.seconds();
            History.Validation validation = Double.isNaN(epoch.validLoss())
                    ? null
                    : new History.Validation(epoch.validLoss(), epoch.validAccuracy(), epoch.validMacroF1());
            history = history.plus(new History.Row(
                    epoch.epochsDone(),
                    epoch.updates(),
                    epoch.learningRate(),
                    epoch.trainLoss(),
                    epoch.trainAccuracy(),
                    validation,
                    epoch.tokensPerSecond(),
                    seconds));
        }
        return history;
    }

    /** The texts to predict, as far as {@link Limits#predictBatches()} goes; empty if that is nowhere. */
    public Optional<TextSource> toPredict(TextSource source) {
        return limited(source, options.limits().predictBatches(), "limit_predict_batches");
    }

    private Optional<TextSource> limited(TextSource source, BatchAmount limit, String option) {
        int batchSize = options.batching().batchSize();
        int batches = limit.of((source.size() + batchSize - 1) / batchSize, option);
        return FirstTexts.of(source, (int) Math.min(source.size(), (long) batches * batchSize));
    }

    private EncodedTexts encode(TextClassifier model, TextSource source, String label) {
        listener.started(TrainingListener.Phase.TOKENIZE, label, source.size());
        EncodedTexts texts = EncodedTexts.of(
                source,
                model.tokenizer(),
                done -> listener.advanced(TrainingListener.Phase.TOKENIZE, done, Double.NaN, Double.NaN));
        listener.finished(TrainingListener.Phase.TOKENIZE);
        return texts;
    }

    private void requireMonitor(boolean validates) {
        Validation validation = options.validation();
        if (validates || !validation.monitor().needsValidation()) {
            return;
        }
        boolean plateau = options.optimization().schedule().kind() == Schedule.REDUCE_ON_PLATEAU;
        if (plateau || validation.earlyStoppingPatience().isPresent()) {
            throw new VerdictException((plateau ? "The schedule reduce_on_plateau" : "Early stopping") + " looks at "
                    + validation.monitor().id()
                    + ", but there is no validation data; give some, or monitor train_loss");
        }
    }

    private void requireStrategy(TextClassifier model, Strategy strategy) {
        options.layerRates().requireFits(strategy);
        strategy.requireFits(model.classifier().config().encoder().layers());
    }

    private static void requireLabels(TextClassifier model, TextClassificationData data) {
        if (!model.labels().equals(data.labels())) {
            throw new VerdictException("The data's labels are " + described(data.labels()) + ", the model's are "
                    + described(model.labels()));
        }
    }

    private static String described(Labels labels) {
        return labels.names() + (labels.isMultiLabel() ? ", any number of them a text" : "");
    }
}
