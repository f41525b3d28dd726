package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * A file of separated values; for the format see {@link CsvReader}. All cells are {@link Cell.Text} or, where a field
 * is empty, {@link Cell.Missing}.
 *
 * @param delimiter between the values: a comma or a tab
 * @param fields the columns that the first line names
 */
record CsvTable(DataFile file, char delimiter, List<String> fields) implements FileTable {
    CsvTable {
        fields = List.copyOf(fields);
    }

    /** Reads the header of a file: {@code .tsv} files are separated by tabs, all others by commas. */
    static CsvTable open(Path file) {
        DataFile data = DataFile.of(file);
        return open(data, data.contentName().endsWith(".tsv") ? '\t' : ',');
    }

    /** Reads the header of a file that is separated by tabs, whatever its name. */
    static CsvTable openTabs(Path file) {
        return open(DataFile.of(file), '\t');
    }

    private static CsvTable open(DataFile file, char delimiter) {
        try (CsvReader reader = CsvReader.open(file, delimiter, bytes -> {})) {
            return new CsvTable(file, delimiter, reader.columns());
        }
    }

    @Override
    public Stream<TableRow> stream(List<String> wanted, LongConsumer progress) {
        int[] columns = wanted.stream().mapToInt(this::index).toArray();
        CsvReader reader = CsvReader.open(file, delimiter, progress);
        if (!reader.columns().equals(fields)) {
            reader.close();
            throw new VerdictException(
                    file + " has other columns now than when it was opened. Do not change it while it is in use.");
        }
        reader.select(columns);
        return TableRow.stream(reader, reader::close);
    }
}
