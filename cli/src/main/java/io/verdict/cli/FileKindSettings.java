package io.verdict.cli;

import io.verdict.trainer.data.FileKind;
import io.verdict.trainer.data.FileKind.Format;
import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a file is whose name does not say it. */
final class FileKindSettings {
    @Option(
            names = "--file_format",
            paramLabel = "FORMAT",
            description = "What the file is, whatever its name: ${COMPLETION-CANDIDATES}. Default: what the end of its"
                    + " name says.")
    @Nullable
    Format format;

    @Option(
            names = "--rows_field",
            paramLabel = "NAME",
            description = "The field that has the rows, where the file is one JSON object. Default: none; the file has"
                    + " JSON Lines or an array.")
    String rowsField = "";

    /** @throws ParameterException if the options do not fit each other */
    FileKind kind(CommandLine command) {
        try {
            return new FileKind(Optional.ofNullable(format), rowsField);
        } catch (VerdictException e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()), e);
        }
    }

    /** Refuses options that would do nothing. */
    void requireFile(CommandLine command, @Nullable Path file) {
        if (file == null && (format != null || !rowsField.isEmpty())) {
            String idle = format != null ? "--file_format" : "--rows_field";
            throw new ParameterException(command, idle + " is about a file, but none is named.");
        }
    }

    /** The options that say what a file is which was read in this way; none where its name says it. */
    static List<String> options(Format format, String rowsField, Path file) {
        if (!rowsField.isEmpty()) {
            return List.of("--file_format", Format.JSON.id(), "--rows_field", rowsField);
        }
        Optional<Format> named = Format.ofName(file);
        boolean clear = named.filter(found -> found == format || (format == Format.CSV && found == Format.TSV))
                .isPresent();
        return clear ? List.of() : List.of("--file_format", format.id());
    }
}
