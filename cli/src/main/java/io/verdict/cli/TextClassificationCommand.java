package io.verdict.cli;

import io.verdict.cli.config.ConfigText;
import io.verdict.trainer.TrainerOptions;
import io.verdict.trainer.data.DataBuilder;
import io.verdict.trainer.data.DatasetBuilder;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.VerdictException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code verdict text_classification}: fine-tunes, on the bundled mails or on the data that a sub-command names. */
@Command(
        name = "text_classification",
        header = "Fine-tune a text classifier and save it.",
        customSynopsis = "verdict text_classification [OPTIONS] [SOURCE [OPTIONS]]",
        description = {
            "",
            "SOURCE, one of the commands below, says where the data is. Without one it learns to tell spam from ham on the 3,000 mails that come with Verdict, classifies"
                    + " three texts and saves the model. Metrics and predictions go to standard output. Everything that"
                    + " is computed follows from the seed: two runs give the same numbers."
        },
        footer = {
            "",
            "Examples:",
            "  verdict text_classification",
            "  verdict text_classification --trainer.strategy no_freeze \\",
            "      --trainer.max_epochs 2 --output spam-model",
            "  verdict text_classification from_csv --input_field text \\",
            "      --target_field label --train_file train.csv --val_split 0.1"
        })
final class TextClassificationCommand implements Runnable {
    @Mixin
    final TrainingSettings settings = new TrainingSettings();

    private final Console console;
    private final GlobalOptions options;

    @Spec
    CommandSpec spec = CommandSpec.create();

    TextClassificationCommand(Console console, GlobalOptions options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public void run() {
        TrainerOptions training = trainerOptions(spec.commandLine());
        trainingRun(training).run(BundledMail.load(settings.seed()), BundledMail.TEXTS, Optional.of(List.of()));
    }

    /** The same with data from elsewhere that {@code verdict evaluate} cannot read. */
    void run(CommandLine command, Supplier<? extends DataBuilder<?>> source) {
        run(command, source, Optional.empty());
    }

    /**
     * The same with data from elsewhere.
     *
     * @param evaluateOptions what {@code verdict evaluate} must be told to read the test file; empty if it cannot
     */
    void run(CommandLine command, Supplier<? extends DataBuilder<?>> source, Optional<List<String>> evaluateOptions) {
        TrainerOptions training = trainerOptions(command);
        DataBuilder<?> data = source.get();
        data.seed(settings.seed());
        settings.data.addTo(data);
        LoadBar bar = new LoadBar(console, options);
        data.progress(bar);
        if (data instanceof DatasetBuilder download) {
            download.downloadProgress(bar);
        }
        TextClassificationData loaded;
        try {
            loaded = data.load();
        } finally {
            bar.finished();
        }
        trainingRun(training).run(loaded, List.of(), evaluateOptions);
    }

    private TrainingRun trainingRun(TrainerOptions training) {
        return new TrainingRun(
                console, options, settings, training, ConfigText.of(spec.root().commandLine()));
    }

    private TrainerOptions trainerOptions(CommandLine command) {
        try {
            return settings.trainerOptions();
        } catch (VerdictException e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()), e);
        }
    }
}
