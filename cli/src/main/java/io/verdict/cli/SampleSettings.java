package io.verdict.cli;

import io.verdict.export.Comparison;
import io.verdict.export.SampleText;
import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.data.TextSource;
import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** On which texts models are compared, and how close they must be. */
final class SampleSettings {
    @Option(
            names = {"--input", "--file"},
            paramLabel = "FILE",
            description = "A file with texts to compare on: csv, tsv, json, jsonl, parquet, or txt with a text a line."
                    + " Default: ten built-in texts of several lengths.")
    @Nullable
    Path input;

    @Mixin
    final FileKindSettings fileKind = new FileKindSettings();

    @Option(
            names = {"--field", "--input_field"},
            paramLabel = "COLUMN",
            split = ",",
            description = "The column of that file with the texts, or two, with a comma between, for pairs of texts."
                    + " Default: text.")
    List<String> fields = List.of();

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            defaultValue = "1e-4",
            description = "By how much a logit may differ. Default: ${DEFAULT-VALUE}.")
    double tolerance = Comparison.TOLERANCE;

    /**
     * The texts.
     *
     * @throws ParameterException if the options do not fit each other
     * @throws VerdictException if the file cannot be read, or holds no text
     */
    List<SampleText> texts(CommandLine command) {
        if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
            throw new ParameterException(command, "--tolerance is " + tolerance + ", must be a number from 0 on.");
        }
        fileKind.requireFile(command, input);
        if (input == null) {
            if (!fields.isEmpty()) {
                throw new ParameterException(command, "--field names a column of --input, which is missing.");
            }
            return SampleText.BUILT_IN;
        }
        TextSource source = TextClassificationData.fromFiles(fileKind.kind(command))
                .inputFields(fields.isEmpty() ? List.of("text") : fields)
                .predictFile(input)
                .load()
                .predict()
                .orElseThrow();
        try (Stream<Example> examples = source.stream()) {
            return examples.map(example -> new SampleText(example.text(), example.pair()))
                    .toList();
        }
    }
}
