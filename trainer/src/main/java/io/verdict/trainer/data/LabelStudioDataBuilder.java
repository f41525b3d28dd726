package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Data that was labelled with Label Studio, from its exports in the format JSON. Choices and ratings are read. Every
 * annotation is a row, so that a text that two people labelled is there twice; skipped annotations and tasks without
 * any are left out.
 */
public final class LabelStudioDataBuilder extends DataBuilder<LabelStudioDataBuilder> {
    private final Map<Part, Path> exports = new EnumMap<>(Part.class);
    private @Nullable Path export;
    private @Nullable String inputField;
    private @Nullable String targetField;
    private boolean multiLabel;

    LabelStudioDataBuilder() {}

    /**
     * One export for all: annotations that are marked as ground truth are the test data, if there are any and no other
     * test data is given, and all others the training data.
     */
    public LabelStudioDataBuilder exportJson(Path file) {
        export = file;
        return this;
    }

    /** An export to train on. */
    public LabelStudioDataBuilder trainExportJson(Path file) {
        exports.put(Part.TRAIN, file);
        return this;
    }

    public LabelStudioDataBuilder validExportJson(Path file) {
        exports.put(Part.VALID, file);
        return this;
    }

    public LabelStudioDataBuilder testExportJson(Path file) {
        exports.put(Part.TEST, file);
        return this;
    }

    /** Tasks to predict; annotations, if there are any, are not read. */
    public LabelStudioDataBuilder predictExportJson(Path file) {
        exports.put(Part.PREDICT, file);
        return this;
    }

    /** The field of the tasks' data with the texts; if not set, "text" or the only one. */
    public LabelStudioDataBuilder inputField(String name) {
        inputField = name;
        return this;
    }

    /** The name of the control that the labels were chosen with; if not set, the only one. */
    public LabelStudioDataBuilder targetField(String name) {
        targetField = name;
        return this;
    }

    /** Whether a text can have several labels; if not, several are an error. */
    public LabelStudioDataBuilder multiLabel(boolean value) {
        multiLabel = value;
        return this;
    }

    @Override
    LabelStudioDataBuilder self() {
        return this;
    }

    @Override
    void check() {
        if (export != null && exports.containsKey(Part.TRAIN)) {
            throw new VerdictException("export_json and train_export_json exclude each other: give one of them.");
        }
    }

    @Override
    @Nullable
    Table table(Part part) {
        Path file = exports.get(part);
        if (file != null) {
            return open(file);
        }
        if (export == null || (part != Part.TRAIN && part != Part.TEST)) {
            return null;
        }
        LabelStudioTable all = open(export);
        if (exports.containsKey(Part.TEST)) {
            return all;
        }
        if (part == Part.TRAIN) {
            return all.withGroundTruth(false);
        }
        return any(all.withGroundTruth(true)) ? all.withGroundTruth(true) : null;
    }

    private LabelStudioTable open(Path file) {
        return LabelStudioTable.open(file, inputField, targetField, multiLabel);
    }

    private static boolean any(LabelStudioTable table) {
        try (Stream<TableRow> rows = table.stream()) {
            return rows.findFirst().isPresent();
        }
    }

    @Override
    String inputField() {
        return LabelStudioTable.TEXT;
    }

    @Override
    List<String> targetFields() {
        return List.of(LabelStudioTable.LABEL);
    }
}
