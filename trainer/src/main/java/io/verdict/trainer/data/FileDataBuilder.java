package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Data from files that name their columns. */
public final class FileDataBuilder extends DataBuilder<FileDataBuilder> {
    private final Function<Path, Table> format;
    private final Function<Path, Table> texts;
    private final Map<Part, Path> files = new EnumMap<>(Part.class);
    private List<String> inputFields = List.of();
    private List<String> targetFields = List.of();

    /** @param format opens a file */
    FileDataBuilder(Function<Path, Table> format) {
        this(format, format);
    }

    /** @param texts opens the file to predict */
    FileDataBuilder(Function<Path, Table> format, Function<Path, Table> texts) {
        this.format = format;
        this.texts = texts;
    }

    /** The column with the texts; always needed. */
    public FileDataBuilder inputField(String name) {
        return inputFields(List.of(name));
    }

    /** The column with the texts, or the two columns with pairs of texts. */
    public FileDataBuilder inputFields(List<String> names) {
        inputFields = List.copyOf(names);
        return this;
    }

    /** The column with the labels; needed for all files but the one to predict. */
    public FileDataBuilder targetField(String name) {
        return targetFields(List.of(name));
    }

    /** The columns with the targets, where there are several. */
    public FileDataBuilder targetFields(List<String> names) {
        targetFields = List.copyOf(names);
        return this;
    }

    public FileDataBuilder trainFile(Path file) {
        files.put(Part.TRAIN, file);
        return this;
    }

    public FileDataBuilder validFile(Path file) {
        files.put(Part.VALID, file);
        return this;
    }

    public FileDataBuilder testFile(Path file) {
        files.put(Part.TEST, file);
        return this;
    }

    /** Texts to predict; their labels, if there are any, are not read. */
    public FileDataBuilder predictFile(Path file) {
        files.put(Part.PREDICT, file);
        return this;
    }

    @Override
    FileDataBuilder self() {
        return this;
    }

    @Override
    void check() {
        inputField();
        boolean labelled = files.keySet().stream().anyMatch(part -> part != Part.PREDICT);
        if (labelled && targetFields.isEmpty()) {
            throw new VerdictException("Name the column with the labels (target_field).");
        }
    }

    @Override
    @Nullable
    Table table(Part part) {
        Path file = files.get(part);
        return file == null ? null : (part == Part.PREDICT ? texts : format).apply(file);
    }

    @Override
    String inputField() {
        return inputFields().get(0);
    }

    @Override
    List<String> inputFields() {
        if (inputFields.isEmpty()) {
            throw new VerdictException("Name the column with the texts (input_field).");
        }
        return inputFields;
    }

    @Override
    List<String> targetFields() {
        return targetFields;
    }
}
