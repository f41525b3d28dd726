package io.verdict.cli;

import io.verdict.trainer.StepRecorder;
import io.verdict.trainer.TrainerOptions;
import io.verdict.trainer.data.TextSource;
import io.verdict.trainer.doctor.Diagnosis;
import io.verdict.trainer.report.History;
import io.verdict.trainer.report.RunFacts;
import io.verdict.trainer.report.SettingNames;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.text.TextClassifier;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gathers, while a run goes on, what its report and its model card tell. */
final class RunReport {
    private final TrainingSettings settings;
    private final Pooling pooling;
    private final RunFacts.Builder facts;
    private final StepRecorder steps = new StepRecorder();

    /** @param name of the model */
    RunReport(String name, TrainingSettings settings, TextClassifier model, String config) {
        this.settings = settings;
        this.pooling = model.classifier().config().pooling();
        this.facts = RunFacts.builder(
                        name, model.labels().names(), model.labels().isMultiLabel())
                .backbone(settings.model.backbone)
                .maxLength(model.maxLength())
                .config(config)
                .version(Version.verdict());
    }

    /** Hears of the updates. */
    StepRecorder steps() {
        return steps;
    }

    void data(Diagnosis diagnosis) {
        facts.data(diagnosis);
    }

    /**
     * What the run is told, by name.
     *
     * @param training as it is used, with a rate that was found
     */
    Map<String, String> settings(TrainerOptions training) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("strategy", settings.optimization.strategy.id());
        values.put("pooling", pooling.id());
        values.putAll(SettingNames.of(training));
        double rate =
                training.optimization().learningRate().orElseGet(settings.optimization.strategy::defaultLearningRate);
        values.put("learning_rate", Double.toString(rate));
        return values;
    }

    /** @param training as it was used, with a rate that was found */
    void trained(TrainerOptions training, History history) {
        facts.settings(settings(training)).history(history);
    }

    /** @param source the texts of the part, in the order in which they were evaluated */
    void evaluated(String part, Evaluated found, TextSource source) {
        facts.outcome(found.outcome(part, source, settings.output.report.mostMistakes()));
    }

    RunFacts facts() {
        return facts.steps(steps.points()).build();
    }
}
