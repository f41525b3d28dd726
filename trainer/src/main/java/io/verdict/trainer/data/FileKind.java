package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.ByName;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a file of rows is read: as its name says, or as it is told. Whatever it is but Parquet may be compressed ({@code
 * .gz}, {@code .zip}).
 *
 * @param format what the file is; empty for what its name says
 * @param rowsField the field with the rows of a JSON file that is one object, {@code outer.inner} for one that lies
 *     deeper; empty where the file has JSON Lines or an array
 */
public record FileKind(Optional<Format> format, String rowsField) {
    /** As the name says. */
    public static final FileKind BY_NAME = new FileKind(Optional.empty(), "");

    /** @throws VerdictException if rows lie under a field, but the file is no JSON */
    public FileKind {
        if (!rowsField.isEmpty() && format.isPresent() && format.get() != Format.JSON) {
            throw new VerdictException("rows_field names a field of a JSON file, but the format is "
                    + format.get().id());
        }
    }

    /** What a file can be. */
    public enum Format {
        /** {@code .csv}, values separated by commas, and {@code .tsv}, by tabs. */
        CSV,
        /** Values separated by tabs, whatever the name. */
        TSV,
        /** {@code .json} and {@code .jsonl}: an object a line, or an array of objects. */
        JSON,
        /** {@code .parquet}. */
        PARQUET,
        /** {@code .txt}: a text a line, under the field {@code text}, without labels. */
        TXT;

        /** The name on the command line. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return id();
        }

        /** The names of all. */
        public static List<String> available() {
            return ByName.names(values(), Format::id);
        }

        /**
         * The format of that name, in any case.
         *
         * @throws VerdictException if there is none; the message lists them
         */
        public static Format fromId(String id) {
            return ByName.find("file format", id, values(), Format::id);
        }

        /** What the ending of a file's name says, or that of the file in it if it is compressed; empty if it says nothing. */
        public static Optional<Format> ofName(Path file) {
            String name = DataFile.of(file).contentName();
            if (name.endsWith(".parquet")) {
                return Optional.of(PARQUET);
            }
            if (name.endsWith(".json") || name.endsWith(".jsonl")) {
                return Optional.of(JSON);
            }
            if (name.endsWith(".txt")) {
                return Optional.of(TXT);
            }
            if (name.endsWith(".tsv")) {
                return Optional.of(TSV);
            }
            return name.endsWith(".csv") ? Optional.of(CSV) : Optional.empty();
        }
    }

    /** A JSON file whose rows lie under a field. */
    public static FileKind jsonUnder(String rowsField) {
        return new FileKind(Optional.of(Format.JSON), rowsField);
    }

    /**
     * The rows of a file. A {@code .txt} file that is not told to be one of texts is read as CSV.
     *
     * @throws VerdictException if there is no such file, or its name does not say what it is and nothing else does
     */
    public Table open(Path file) {
        if (format.isEmpty() && of(file) == Format.TXT) {
            return CsvTable.open(file);
        }
        return openTexts(file);
    }

    /** The rows of a file of which no labels are read, so that a {@code .txt} file is one of texts, a line each. */
    public Table openTexts(Path file) {
        return switch (of(file)) {
            case CSV -> CsvTable.open(file);
            case TSV -> CsvTable.openTabs(file);
            case JSON -> JsonTable.open(file, rowsField);
            case PARQUET -> ParquetTable.open(file);
            case TXT -> new LinesTable(DataFile.of(file));
        };
    }

    private Format of(Path file) {
        Format found = format.or(() -> Format.ofName(file))
                .orElseThrow(() -> new VerdictException(file + ": the name must end in .csv, .tsv, .txt, .json, .jsonl"
                        + " or .parquet, or the format must be told (file_format)."));
        if (!rowsField.isEmpty() && found != Format.JSON) {
            throw new VerdictException(
                    file + ": rows_field names a field of a JSON file, but this is " + found.id() + " by its name.");
        }
        return found;
    }
}
