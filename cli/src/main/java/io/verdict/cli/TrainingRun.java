package io.verdict.cli;

import io.verdict.cli.config.ConfigCopy;
import io.verdict.onnx.Backbones;
import io.verdict.trainer.EpochResult;
import io.verdict.trainer.LearningRateTest;
import io.verdict.trainer.Listeners;
import io.verdict.trainer.Trainer;
import io.verdict.trainer.TrainerOptions;
import io.verdict.trainer.TrainingInterruptedException;
import io.verdict.trainer.TrainingListener;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.doctor.DataDoctor;
import io.verdict.trainer.doctor.Diagnosis;
import io.verdict.trainer.predict.OutputOptions;
import io.verdict.trainer.report.History;
import io.verdict.trainer.report.LearningRatePicture;
import io.verdict.trainer.report.RunFacts;
import io.verdict.trainer.report.TrainingReport;
import io.verdict.trainer.report.card.ModelReadme;
import io.verdict.trainer.report.html.HtmlReport;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.saved.ModelCard;
import io.verdict.transformer.text.Prediction;
import io.verdict.transformer.text.TextClassifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;

/** One training run from data to a saved model, told as it goes. */
final class TrainingRun {
    private static final Path NOWHERE = Path.of("");

    private final Console console;
    private final GlobalOptions options;
    private final TrainingSettings settings;
    private final TrainerOptions training;
    private final String config;

    /** @param config the options as a config file */
    TrainingRun(
            Console console, GlobalOptions options, TrainingSettings settings, TrainerOptions training, String config) {
        this.console = console;
        this.options = options;
        this.settings = settings;
        this.training = training;
        this.config = config;
    }

    /**
     * Does it all.
     *
     * @param texts what to classify in the end, besides the data's own texts to predict
     * @param evaluateOptions what {@code verdict evaluate} must be told to read the test file; empty if it cannot
     */
    void run(TextClassificationData data, List<String> texts, Optional<List<String>> evaluateOptions) {
        settings.model.engine().requirePresent();
        boolean writes = training.limits().fastDevRun().isEmpty();
        Path output = writes ? ModelFolder.toWrite(settings.output.folder, settings.output.overwrite) : NOWHERE;
        tell("Data      " + RunText.describe(data));
        if (!data.describeTargets().isEmpty()) {
            tell("Targets   " + data.describeTargets());
        }
        Backend.start(options);
        if (writes) {
            training.checkpointing().folder().ifPresent(folder -> ConfigCopy.write(folder, config));
        }
        try (TextClassifier model = new ModelOpening(settings).open(data.labels(), this::tell)) {
            String name = String.valueOf(output.toAbsolutePath().getFileName());
            RunReport report = new RunReport(name, settings, model, config);
            if (writes || !options.quiet) {
                Diagnosis diagnosis = DataDoctor.inShort(data, model.tokenizer(), model.maxLength());
                report.data(diagnosis);
                ShortDiagnosis.lines(diagnosis).forEach(this::tell);
            }
            if (settings.model.enableOrt) {
                // Before hours of training: whether it is there, and can run such a model.
                settings.model.engine().on(model).engine().close();
            }
            TrainingListener listener =
                    Listeners.of(Progress.of(console, options, training.limits().maxEpochs()), report.steps());
            Optional<LearningRateTest> rates = findLearningRate(new Trainer(training, listener), model, data);
            TrainerOptions used = withFound(rates);
            RunLog log = writes
                    ? RunLog.open(settings.log, data.labels().isMultiLabel(), report.settings(used), config)
                    : RunLog.none();
            log.folder().ifPresent(folder -> tell("Logging   to " + folder));
            Fit fit = new Fit(new Trainer(used, Listeners.of(listener, log.listener())), rates, report, log);
            AtomicReference<String> until = new AtomicReference<>("after this step");
            StopSignal.during(console, until::get, fit.trainer()::stop, () -> {
                try (log) {
                    History history = Trainer.history(finetune(fit.trainer(), model, data));
                    until.set("once the model is saved");
                    report.trained(used, history);
                    finish(fit, history, model, data, texts, output);
                    if (writes) {
                        RunText.howToGoOn(output, data, evaluateOptions).forEach(this::tell);
                    }
                }
                return output;
            });
        }
    }

    /** What a training run leaves behind, besides the model. */
    private record Fit(Trainer trainer, Optional<LearningRateTest> rates, RunReport report, RunLog log) {}

    /** Tests and saves a model that was trained, by the engine that was asked for, and says what it makes of some texts. */
    private void finish(
            Fit fit,
            History history,
            TextClassifier model,
            TextClassificationData data,
            List<String> texts,
            Path output) {
        TextClassifier trained;
        try {
            trained = settings.model.engine().on(model);
        } catch (VerdictException e) {
            if (training.limits().fastDevRun().isEmpty()) {
                save(model, output, Optional.empty(), partToTest(data), fit, history);
            }
            throw e;
        }
        try {
            if (settings.model.enableOrt) {
                tell("Engine    " + trained.engine().description()
                        + " tests and predicts; it agrees with the trained model");
            }
            Optional<Evaluated> evaluated = tell(fit, trained, data, texts);
            if (training.limits().fastDevRun().isEmpty()) {
                save(trained, output, evaluated, partToTest(data), fit, history);
            } else {
                tell("fast_dev_run: everything works; nothing was written");
            }
        } finally {
            trained.engine().close();
        }
    }

    /** What it found; nothing if there was nothing to test on, or it was asked to stop before all was tested. */
    private Optional<Evaluated> tell(Fit fit, TextClassifier model, TextClassificationData data, List<String> texts) {
        Optional<Evaluated> evaluated;
        try {
            evaluated = evaluate(fit.trainer(), model, data);
        } catch (TrainingInterruptedException e) {
            console.say("verdict: the model was trained, and is saved without having been tested");
            return Optional.empty();
        }
        String part = partToTest(data);
        evaluated.ifPresent(found -> {
            print(part, found);
            fit.report().evaluated(part, found, data.test().or(data::valid).orElseThrow());
        });
        if (data.test().isPresent()) {
            evaluated.ifPresent(found -> fit.log().tested(found.evaluation()));
        }
        print(model, texts);
        data.predict()
                .flatMap(fit.trainer()::toPredict)
                .ifPresent(source -> new Predictions(
                                console, model, PrintFormat.TEXT, List.of("text"), OutputOptions.DEFAULT)
                        .printAll(source));
        return evaluated;
    }

    private Optional<LearningRateTest> findLearningRate(
            Trainer trainer, TextClassifier model, TextClassificationData data) {
        if (!settings.trainer.lrFind) {
            return Optional.empty();
        }
        LearningRateTest rates = trainer.findLearningRate(model, data, settings.optimization.strategy);
        tell(
                rates.suggestion().isPresent()
                        ? Texts.format(
                                "lr_find: training with a learning rate of %.2g",
                                rates.suggestion().getAsDouble())
                        : "lr_find: the loss fell nowhere, so there is no suggestion; training with the usual rate");
        return Optional.of(rates);
    }

    private TrainerOptions withFound(Optional<LearningRateTest> rates) {
        OptionalDouble found = rates.map(LearningRateTest::suggestion).orElse(OptionalDouble.empty());
        return found.isPresent() ? training.withLearningRate(found.getAsDouble()) : training;
    }

    private static void draw(LearningRateTest rates, Path folder) {
        List<LearningRateTest.Point> points = rates.points();
        var unused = new LearningRatePicture(
                        points.stream()
                                .map(LearningRateTest.Point::learningRate)
                                .toList(),
                        points.stream().map(LearningRateTest.Point::loss).toList(),
                        rates.suggestion())
                .write(folder.resolve(LearningRatePicture.FILE));
    }

    private List<EpochResult> finetune(Trainer trainer, TextClassifier model, TextClassificationData data) {
        try {
            return trainer.finetune(model, data, settings.optimization.strategy);
        } catch (TrainingInterruptedException e) {
            // Said before the signal is let through, for then the process ends.
            console.say("verdict: " + e.getMessage());
            throw e;
        }
    }

    private Optional<Evaluated> evaluate(Trainer trainer, TextClassifier model, TextClassificationData data) {
        List<String> labels = model.labels().names();
        if (data.test().isPresent()) {
            return data.test()
                    .filter(source -> !training.limits().testBatches().isNone())
                    .map(source -> new Evaluated(trainer.evaluate(model, source), labels));
        }
        return data.valid()
                .filter(source -> !training.limits().validBatches().isNone())
                .map(source -> new Evaluated(trainer.validate(model, source), labels));
    }

    private static String partToTest(TextClassificationData data) {
        return data.test().isPresent() ? "test" : "validation";
    }

    private void print(String part, Evaluated evaluated) {
        console.out().line(Texts.format("Metrics on the %s data", part));
        console.out().print(evaluated.text());
        console.out().flush();
    }

    private void print(TextClassifier model, List<String> texts) {
        if (texts.isEmpty()) {
            return;
        }
        console.out().line("\nPredictions");
        List<Prediction> predictions = model.predict(texts);
        for (int i = 0; i < texts.size(); i++) {
            console.out()
                    .line(Texts.format(
                            "  %-6s %.4f  %s",
                            predictions.get(i).label(), predictions.get(i).score(), Texts.oneLine(texts.get(i), 60)));
        }
        console.out().flush();
    }

    private void save(
            TextClassifier model, Path output, Optional<Evaluated> evaluated, String part, Fit fit, History history) {
        RunFacts facts = fit.report().facts();
        Map<String, Double> figures =
                evaluated.map(found -> found.figures(part)).orElse(Map.of());
        ModelCard card = ModelCard.of(
                        model.labels().names(),
                        model.maxLength(),
                        settings.model.backbone,
                        training.dropout(),
                        settings.seed())
                .withMetrics(figures);
        model.saved(card).save(output, settings.output.overwrite, folder -> {
            ConfigCopy.write(folder, config);
            fit.rates().ifPresent(found -> draw(found, folder));
            if (evaluated.isPresent()) {
                evaluated.get().write(folder, history);
            } else {
                history.write(folder.resolve(TrainingReport.HISTORY));
            }
            HtmlReport.write(facts, folder.resolve(HtmlReport.FILE));
            new ModelReadme(facts, knownBackbone(), model.classifier().config().pooling())
                    .write(folder.resolve(ModelReadme.FILE));
        });
        console.out().line("\nSaved to " + output);
        console.out().flush();
    }

    /** Its name at HuggingFace; a folder of the user's has none. */
    private Optional<String> knownBackbone() {
        return Optional.of(settings.model.backbone).filter(Backbones.available()::contains);
    }

    private void tell(String line) {
        if (!options.quiet) {
            console.say(line);
        }
    }
}
