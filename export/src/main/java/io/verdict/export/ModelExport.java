package io.verdict.export;

import io.verdict.export.engine.OnnxRuntime;
import io.verdict.export.onnx.OnnxFile;
import io.verdict.export.samediff.SameDiffFile;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.saved.AtomicFolder;
import io.verdict.transformer.saved.ClassifierFiles;
import io.verdict.transformer.saved.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What to export and how it is verified; {@link #write} does it.
 *
 * <pre>{@code
 * Comparison verified = ModelExport.of(Path.of("my-model"), ExportFormat.ONNX).write(Path.of("my-onnx"));
 * }</pre>
 *
 * @param model the folder of a saved model
 * @param format the format
 * @param texts what the export is compared with the model on
 * @param tolerance the largest absolute difference of a logit that still counts as equal
 * @param overwrite whether an export that is there already is replaced, once the new one is whole
 */
public record ModelExport(
        Path model, ExportFormat format, List<SampleText> texts, double tolerance, boolean overwrite) {
    public ModelExport {
        texts = List.copyOf(texts);
        if (texts.isEmpty()) {
            throw new VerdictException("An export is verified on texts, and there is none; give some");
        }
    }

    /** An export verified on the built-in texts, with the tolerance {@link Comparison#TOLERANCE}. */
    public static ModelExport of(Path model, ExportFormat format) {
        return new ModelExport(model, format, SampleText.BUILT_IN, Comparison.TOLERANCE, false);
    }

    public ModelExport withTexts(List<SampleText> newTexts) {
        return new ModelExport(model, format, newTexts, tolerance, overwrite);
    }

    public ModelExport withTolerance(double newTolerance) {
        return new ModelExport(model, format, texts, newTolerance, overwrite);
    }

    public ModelExport withOverwrite(boolean newOverwrite) {
        return new ModelExport(model, format, texts, tolerance, newOverwrite);
    }

    /**
     * Writes the folder: the model's file ({@link ExportFormat#modelFile}), its configuration and tokenizer, and
     * {@code verification.json}. The file is read again and run in its own runtime on the texts before the folder gets
     * its name.
     *
     * @param folder is made; it must not hold anything but an export that may be overwritten
     * @return how the export compares with the model
     * @throws VerdictException if the folder is occupied, the format cannot hold the model, its runtime is not there, or
     *     a logit differs by more than the tolerance; nothing is written then
     */
    public Comparison write(Path folder) {
        requirePlace(folder);
        if (format == ExportFormat.ONNX) {
            OnnxRuntime.require("Verifying an export to ONNX");
        }
        List<Comparison> done = new ArrayList<>();
        SavedModel saved = SavedModel.load(model);
        try (LoadedModel original = LoadedModel.of(model, saved)) {
            AtomicFolder.write(folder, fresh -> {
                write(saved.classifier(), fresh);
                EncoderConfig encoder = saved.classifier().config().encoder();
                Comparison comparison = verify(
                        original,
                        fresh,
                        texts.equals(SampleText.BUILT_IN) ? SampleText.readable(texts, encoder) : texts);
                VerificationFile.write(fresh, format, names(fresh), comparison);
                done.add(comparison);
            });
        }
        return done.get(0);
    }

    private void write(Classifier classifier, Path fresh) throws IOException {
        switch (format) {
            case ONNX -> OnnxFile.write(classifier, fresh.resolve(format.modelFile()));
            case SAMEDIFF -> SameDiffFile.write(classifier, fresh.resolve(format.modelFile()));
            case HUGGINGFACE -> {
                for (String name : SavedModel.files(model)) {
                    Files.copy(model.resolve(name), fresh.resolve(name));
                }
                return;
            }
        }
        ClassifierFiles.copy(model, fresh);
    }

    private Comparison verify(LoadedModel original, Path fresh, List<SampleText> sample) {
        Comparison comparison;
        try (LoadedModel exported = LoadedModel.open(fresh)) {
            comparison = Comparison.of(original, exported, sample, tolerance)
                    .withOther(format.modelFile() + " (" + exported.engine().description() + ")");
        }
        if (!comparison.agrees()) {
            throw new VerdictException("The export does not compute what the model computes, and was not written.\n"
                    + ComparisonText.of(comparison, 3).strip());
        }
        return comparison;
    }

    private void requirePlace(Path folder) {
        if (!AtomicFolder.isOccupied(folder)) {
            return;
        }
        if (!VerificationFile.isIn(folder)) {
            throw new VerdictException(
                    folder + " exists and is no export of a model; give a folder that is new or empty");
        }
        if (isSame(folder, model)) {
            throw new VerdictException(folder + " is the model that is exported; give another folder");
        }
        if (!overwrite) {
            throw new VerdictException(folder + " holds an export already; ask for overwriting or give another folder");
        }
        Set<String> strangers;
        try {
            strangers = new TreeSet<>(names(folder));
        } catch (IOException e) {
            throw new VerdictException(folder + " cannot be read: " + e.getMessage(), e);
        }
        VerificationFile.files(folder).forEach(strangers::remove);
        if (!strangers.isEmpty()) {
            throw new VerdictException(folder + " also holds " + strangers
                    + ", which did not come with the export; move them away before it is overwritten");
        }
    }

    private static boolean isSame(Path folder, Path other) {
        try {
            return Files.isSameFile(folder, other);
        } catch (IOException e) {
            // One of them is not there; whoever reads it says so.
            return false;
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
