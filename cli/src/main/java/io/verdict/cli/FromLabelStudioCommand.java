package io.verdict.cli;

import io.verdict.trainer.data.LabelStudioDataBuilder;
import io.verdict.trainer.data.TextClassificationData;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code verdict text_classification from_labelstudio}. */
@Command(
        name = "from_labelstudio",
        header = "Take the data from exports of Label Studio.",
        customSynopsis = {
            "verdict text_classification [OPTIONS] from_labelstudio",
            "            --export_json FILE [OPTIONS]"
        },
        description = {
            "",
            "Exports are in Label Studio's format JSON, not JSON_MIN, which from_json reads. Each annotation is a text to"
                    + " train on, so that what two people labelled is there twice; skipped ones are left out. Of"
                    + " --export_json the annotations marked as ground truth are tested on, unless there is a"
                    + " --test_export_json."
        },
        footer = {
            "",
            "Example:",
            "  verdict text_classification from_labelstudio \\",
            "      --export_json project-1.json --val_split 0.1"
        })
final class FromLabelStudioCommand implements Runnable {
    private final TextClassificationCommand training;

    @Option(names = "--export_json", paramLabel = "FILE", description = "One export for training and test.")
    @Nullable
    Path exportJson;

    @Option(names = "--train_export_json", paramLabel = "FILE", description = "Instead: the export to train on.")
    @Nullable
    Path trainExportJson;

    @Option(names = "--val_export_json", paramLabel = "FILE", description = "The export to validate on.")
    @Nullable
    Path valExportJson;

    @Mixin
    final ValSplit split = new ValSplit();

    @Option(names = "--test_export_json", paramLabel = "FILE", description = "The export to evaluate on in the end.")
    @Nullable
    Path testExportJson;

    @Option(names = "--predict_export_json", paramLabel = "FILE", description = "Tasks to classify in the end.")
    @Nullable
    Path predictExportJson;

    @Option(
            names = "--input_field",
            paramLabel = "NAME",
            description = "The field of the tasks' data with the texts. Default: text, or the only one.")
    @Nullable
    String inputField;

    @Option(
            names = {"--target_field", "--target_fields"},
            paramLabel = "NAME",
            description = "The control that the labels were chosen with. Default: the only one.")
    @Nullable
    String targetField;

    @Option(names = "--multi_label", description = "A text can have several labels.")
    boolean multiLabel;

    @Spec
    CommandSpec spec = CommandSpec.create();

    FromLabelStudioCommand(TextClassificationCommand training) {
        this.training = training;
    }

    @Override
    public void run() {
        training.run(spec.commandLine(), this::data);
    }

    private LabelStudioDataBuilder data() {
        if ((exportJson == null) == (trainExportJson == null)) {
            throw new ParameterException(
                    spec.commandLine(), "Give --export_json or --train_export_json, one of the two.");
        }
        split.checkAgainst("--val_export_json", valExportJson);
        LabelStudioDataBuilder data = TextClassificationData.fromLabelStudio().multiLabel(multiLabel);
        split.addTo(data);
        if (exportJson != null) {
            data.exportJson(exportJson);
        }
        if (trainExportJson != null) {
            data.trainExportJson(trainExportJson);
        }
        if (valExportJson != null) {
            data.validExportJson(valExportJson);
        }
        if (testExportJson != null) {
            data.testExportJson(testExportJson);
        }
        if (predictExportJson != null) {
            data.predictExportJson(predictExportJson);
        }
        if (inputField != null) {
            data.inputField(inputField);
        }
        if (targetField != null) {
            data.targetField(targetField);
        }
        return data;
    }
}
