package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one Parquet file from beginning to end. Not for use by several threads. */
final class ParquetRows implements Iterator<TableRow>, AutoCloseable {
    /** Rows between two words about the progress. */
    private static final int TOLD_EVERY = 1000;

    private final Path file;
    private final ParquetFileReader reader;
    private final MessageType schema;
    private final long rowCount;
    private List<ParquetField> selected = List.of();
    private MessageType projection;
    private LongConsumer progress = bytes -> {};
    private long bytes;
    private @Nullable RecordReader<Group> group;
    private long leftInGroup;
    private long row;

    private ParquetRows(Path file, ParquetFileReader reader) {
        this.file = file;
        this.reader = reader;
        this.schema = reader.getFooter().getFileMetaData().getSchema();
        this.projection = schema;
        this.rowCount = reader.getRecordCount();
    }

    static ParquetRows open(Path file) {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ParquetCodecs(file))
                .build();
        try {
            return new ParquetRows(file, ParquetFileReader.open(new LocalInputFile(file), options));
        } catch (IOException | RuntimeException failure) {
            throw failed(file, failure);
        }
    }

    /** The names of the fields that can be read. */
    List<String> fields() {
        return ParquetField.all(schema).stream().map(ParquetField::name).toList();
    }

    /**
     * Reads these fields alone.
     *
     * @param bytes what {@code progress} is given in the end
     */
    void select(List<String> wanted, long bytes, LongConsumer progress) {
        List<ParquetField> all = ParquetField.all(schema);
        selected = wanted.stream()
                .map(name -> all.stream()
                        .filter(field -> field.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList();
        Set<String> columns = new LinkedHashSet<>();
        selected.forEach(field -> columns.add(field.path().get(0)));
        projection = new MessageType(
                schema.getName(), columns.stream().map(schema::getType).toList());
        reader.setRequestedSchema(projection);
        this.bytes = bytes;
        this.progress = progress;
    }

    @Override
    public boolean hasNext() {
        try {
            while (leftInGroup == 0) {
                PageReadStore pages = reader.readNextRowGroup();
                if (pages == null) {
                    return false;
                }
                leftInGroup = pages.getRowCount();
                group = new ColumnIOFactory()
                        .getColumnIO(projection)
                        .getRecordReader(pages, new GroupRecordConverter(projection));
            }
            return true;
        } catch (IOException | RuntimeException failure) {
            throw failed(file, failure);
        }
    }

    @Override
    public TableRow next() {
        if (!hasNext() || group == null) {
            throw new NoSuchElementException(file + " has no more rows");
        }
        try {
            Group record = group.read();
            leftInGroup--;
            row++;
            if (row % TOLD_EVERY == 0 || row == rowCount) {
                progress.accept((long) ((double) row / rowCount * bytes));
            }
            return new TableRow(
                    row, selected.stream().map(field -> field.cell(record)).toList());
        } catch (RuntimeException failure) {
            throw failed(file, failure);
        }
    }

    private static VerdictException failed(Path file, Exception failure) {
        if (failure instanceof VerdictException complete) {
            return complete;
        }
        if (failure.getCause() instanceof VerdictException complete) {
            return complete;
        }
        return new VerdictException(file + " cannot be read as a Parquet file: " + failure.getMessage(), failure);
    }

    /** Closes the file. */
    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException failure) {
            throw failed(file, failure);
        }
    }
}
