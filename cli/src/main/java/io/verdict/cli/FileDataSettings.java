package io.verdict.cli;

import io.verdict.trainer.data.FileDataBuilder;
import io.verdict.trainer.data.FileKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the data is, for all kinds of files with named fields. */
final class FileDataSettings {
    @Option(
            names = "--input_field",
            paramLabel = "NAME",
            required = true,
            split = ",",
            description = "The field with the texts, or two with a comma between, for pairs of texts.")
    List<String> inputFields = new ArrayList<>();

    @Option(
            names = {"--target_field", "--target_fields"},
            paramLabel = "NAME",
            required = true,
            split = ",",
            description =
                    "The field with the labels: names, numbers from 0, several with commas between, lists; or one field for"
                            + " each label, with 0 and 1. What is found is told.")
    List<String> targetFields = new ArrayList<>();

    @Option(names = "--train_file", paramLabel = "FILE", required = true, description = "The texts to train on.")
    Path trainFile = Path.of("");

    @Option(
            names = "--val_file",
            paramLabel = "FILE",
            description = "The texts to validate on after each epoch; the best epoch's model is kept.")
    @Nullable
    Path valFile;

    @Mixin
    final ValSplit split = new ValSplit();

    @Option(names = "--test_file", paramLabel = "FILE", description = "The texts to evaluate on in the end.")
    @Nullable
    Path testFile;

    @Option(names = "--predict_file", paramLabel = "FILE", description = "Texts to classify in the end.")
    @Nullable
    Path predictFile;

    /** What {@code verdict evaluate} must be told to read the same fields of the test file, which was read like this. */
    List<String> evaluateOptions(FileKind.Format format, String rowsField) {
        List<String> words = new ArrayList<>(List.of(
                "--input_field", String.join(",", inputFields), "--target_field", String.join(",", targetFields)));
        if (testFile != null) {
            words.addAll(FileKindSettings.options(format, rowsField, testFile));
        }
        return words;
    }

    FileDataBuilder addTo(FileDataBuilder data) {
        split.checkAgainst("--val_file", valFile);
        data.inputFields(inputFields).targetFields(targetFields).trainFile(trainFile);
        split.addTo(data);
        if (valFile != null) {
            data.validFile(valFile);
        }
        if (testFile != null) {
            data.testFile(testFile);
        }
        if (predictFile != null) {
            data.predictFile(predictFile);
        }
        return data;
    }
}
