package io.verdict.trainer;

import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.data.TextSource;
import io.verdict.trainer.report.History;
import io.verdict.transformer.ClassifierSession;
import io.verdict.transformer.VerdictException;
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
    private static final int FEATURES_BATCH = 32;

    private final TrainerOptions options;
    private final TrainingListener listener;

    public Trainer(TrainerOptions options) {
        this(options, TrainingListener.NONE);
    }

    /**
     * @param listener hears how runs go on
     */
    public Trainer(TrainerOptions options, TrainingListener listener) {
        this.options = options;
        this.listener = listener;
    }

    /**
     * Trains a model in place on the training data. If there is validation data, the model ends with the parameters of
     * the epoch with the lowest validation loss, else with the last epoch's.
     *
     * @return the epochs, those before a resumed checkpoint included
     * @throws VerdictException if there is no training data, its labels are not the model's, or a value stops being a
     *     finite number
     */
    public List<EpochResult> finetune(TextClassifier model, TextClassificationData data, Strategy strategy) {
        TextSource source =
                data.train().orElseThrow(() -> new VerdictException("There is no training data; give a train file"));
        requireLabels(model, data);
        LabelledInputs train = inputs(model, source, "train", strategy);
        Optional<LabelledInputs> valid = data.valid().map(texts -> inputs(model, texts, "validation", strategy));
        try (TrainingLoop loop = new TrainingLoop(model.classifier(), train, valid, strategy, options, listener)) {
            return loop.run().history();
        }
    }

    /**
     * Runs a model on labelled texts.
     *
     * @throws VerdictException if the labels are not the model's
     */
    public Evaluation evaluate(TextClassifier model, TextSource source) {
        EncodedTexts texts = encode(model, source, "test");
        for (int i = 0; i < texts.size(); i++) {
            if (texts.label(i) < 0 || texts.label(i) >= model.labels().size()) {
                throw new VerdictException(source.name() + " has texts without a label of the model: "
                        + model.labels().names());
            }
        }
        return Evaluation.of(model.classifier(), new LabelledInputs(texts, Optional.empty()), "test", listener);
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
                    epoch.epoch(),
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

    private LabelledInputs inputs(TextClassifier model, TextSource source, String label, Strategy strategy) {
        EncodedTexts texts = encode(model, source, label);
        return new LabelledInputs(
                texts, strategy == Strategy.FREEZE ? Optional.of(features(model, texts, label)) : Optional.empty());
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

    private float[][] features(TextClassifier model, EncodedTexts texts, String label) {
        float[][] rows = new float[texts.size()][];
        listener.started(TrainingListener.Phase.FEATURES, label, texts.size());
        try (ClassifierSession session = model.classifier().openSession()) {
            Speed speed = new Speed();
            for (int[] batch : BatchOrder.inOrder(texts.size(), FEATURES_BATCH)) {
                float[][] features = session.features(texts.batch(batch));
                for (int i = 0; i < batch.length; i++) {
                    rows[batch[i]] = features[i];
                    speed.add(texts.length(batch[i]));
                }
                listener.advanced(
                        TrainingListener.Phase.FEATURES,
                        batch[batch.length - 1] + 1L,
                        Double.NaN,
                        speed.tokensPerSecond());
            }
        }
        listener.finished(TrainingListener.Phase.FEATURES);
        return rows;
    }

    private static void requireLabels(TextClassifier model, TextClassificationData data) {
        if (!model.labels().equals(data.labels())) {
            throw new VerdictException("The data's labels are " + data.labels().names() + ", the model's are "
                    + model.labels().names());
        }
    }
}
