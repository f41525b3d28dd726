package io.verdict.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.saved.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModelExportTest {
    private static final List<SampleText> TEXTS =
            SampleText.all(List.of("a great film", "the film was very badly bad", "", "a ".repeat(100)));

    @TempDir
    Path folder;

    static Stream<Arguments> everyFormatAndPooling() {
        return Stream.of(ExportFormat.values())
                .flatMap(format -> Stream.of(Pooling.values()).map(pooling -> Arguments.of(format, pooling)));
    }

    @ParameterizedTest
    @MethodSource
    void everyFormatAndPooling(ExportFormat format, Pooling pooling) throws IOException {
        Path model = save(pooling, pooling == Pooling.CLS);
        Path output = folder.resolve("export");
        Comparison comparison = ModelExport.of(model, format).withTexts(TEXTS).write(output);
        assertThat(comparison.agrees()).isTrue();
        assertThat(comparison.flips()).isZero();
        assertThat(comparison.texts()).hasSameSizeAs(TEXTS);
        assertThat(output.resolve(format.modelFile())).exists();
        assertThat(output.resolve("tokenizer.json")).hasSameBinaryContentAs(model.resolve("tokenizer.json"));
        JsonObject json = JsonParser.parseString(Files.readString(output.resolve("verification.json")))
                .getAsJsonObject();
        assertThat(json.get("tolerance").getAsDouble()).isEqualTo(1e-4);
        assertThat(json.get("largest_difference").getAsDouble()).isEqualTo(comparison.largestDifference());
        assertThat(json.get("texts").getAsJsonArray()).hasSize(4);
        assertThat(json.get("verified_by").getAsString()).startsWith(format.modelFile() + " (");
        // What was written can be opened and compared again, by its folder or by its file.
        try (LoadedModel original = LoadedModel.open(model);
                LoadedModel exported = LoadedModel.open(output)) {
            assertThat(exported.labels()).isEqualTo(original.labels());
            assertThat(Comparison.of(original, exported, SampleText.BUILT_IN, 1e-4)
                            .agrees())
                    .isTrue();
        }
    }

    @Test
    void theHuggingFaceFolderIsTheModel() throws IOException {
        Path model = save(Pooling.POOLER, false);
        Path output = folder.resolve("export");
        ModelExport.of(model, ExportFormat.HUGGINGFACE).write(output);
        for (String name : SavedModel.files(model)) {
            assertThat(output.resolve(name)).hasSameBinaryContentAs(model.resolve(name));
        }
        assertThat(SavedModel.isModel(output)).isTrue();
    }

    @Test
    void whatDiffersByMoreThanTheToleranceIsNotWritten() throws IOException {
        Path model = save(Pooling.MEAN, false);
        Path output = folder.resolve("export");
        ModelExport export = ModelExport.of(model, ExportFormat.ONNX).withTolerance(0);
        assertThatThrownBy(() -> export.write(output))
                .isInstanceOf(VerdictException.class)
                .hasMessageStartingWith("The export does not compute what the model computes, and was not written.")
                .hasMessageContaining("tolerance 0.0e+00");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(model);
        }
    }

    @Test
    void anExportIsReplacedOnlyIfAsked() throws IOException {
        Path model = save(Pooling.MEAN, false);
        Path output = folder.resolve("export");
        ModelExport export = ModelExport.of(model, ExportFormat.SAMEDIFF).withTexts(TEXTS);
        export.write(output);
        assertThatThrownBy(() -> export.write(output)).hasMessageContaining("holds an export already");
        ModelExport.of(model, ExportFormat.HUGGINGFACE).withOverwrite(true).write(output);
        assertThat(output.resolve("model.fb")).doesNotExist();
        assertThatThrownBy(() -> ModelExport.of(output, ExportFormat.ONNX)
                        .withOverwrite(true)
                        .write(folder.resolve("model/../export")))
                .hasMessageContaining("is the model that is exported");
        assertThat(output.resolve("model.safetensors")).exists();
        Files.writeString(output.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> export.withOverwrite(true).write(output)).hasMessageContaining("[notes.txt]");
        assertThatThrownBy(() -> export.withOverwrite(true).write(model))
                .hasMessageContaining("exists and is no export of a model");
    }

    private Path save(Pooling pooling, boolean multiLabel) {
        Path model = folder.resolve("model");
        SavedModel saved = SmallModels.model(pooling, multiLabel, 5);
        saved.save(model, false);
        saved.classifier().close();
        return model;
    }
}
