package io.verdict.trainer.data;

/** A table that is read from a file line by line. */
sealed interface FileTable extends Table permits CsvTable, JsonTable, LabelStudioTable, LinesTable {
    /** The file, compressed or not. */
    DataFile file();

    @Override
    default String name() {
        return file().path().toString();
    }

    @Override
    default String place(long line) {
        return name() + ", line " + line;
    }

    @Override
    default long bytes() {
        return file().bytes();
    }
}
