package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * A Parquet file. Texts, numbers, true and false (as texts), lists of these; a field of a struct is named by its path,
 * {@code outer.inner}. Fields of other types are left out. Compressed without, or with Snappy, zstd, gzip or LZ4_RAW.
 * Only the columns asked for are read, a row group at a time, compressed as it is in the file.
 *
 * <p>Needs {@code blue.strategic.parquet:parquet-floor} on the class path, which a program must name itself.
 */
record ParquetTable(Path file, List<String> fields) implements Table {
    ParquetTable {
        fields = List.copyOf(fields);
    }

    /** Reads the schema of a file. */
    static ParquetTable open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new VerdictException(
                    Files.isDirectory(file)
                            ? file + " is a folder; a file is needed."
                            : "There is no file " + file + ".");
        }
        try (ParquetRows rows = ParquetRows.open(file)) {
            return new ParquetTable(file, rows.fields());
        } catch (NoClassDefFoundError missing) {
            throw new VerdictException(
                    "To read Parquet files add blue.strategic.parquet:parquet-floor to the class path: it is missing.",
                    missing);
        }
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public String place(long line) {
        return file + ", row " + line;
    }

    @Override
    public long bytes() {
        return DataFile.of(file).bytes();
    }

    @Override
    public Stream<TableRow> stream(List<String> wanted, LongConsumer progress) {
        wanted.forEach(this::index);
        ParquetRows rows = ParquetRows.open(file);
        try {
            rows.select(wanted, bytes(), progress);
        } catch (RuntimeException failure) {
            rows.close();
            throw failure;
        }
        return TableRow.stream(rows, rows::close);
    }
}
