package io.verdict.trainer.log;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** {@code metrics.csv}: a row a point, its columns {@code epoch}, {@code step} and every name; others' cells are empty. */
final class CsvLog implements LogWriter {
    static final String FILE = "metrics.csv";

    private final List<String> names;
    private final CSVPrinter printer;

    private CsvLog(List<String> names, CSVPrinter printer) {
        this.names = names;
        this.printer = printer;
    }

    static CsvLog open(Path folder, LogNames names) throws IOException {
        BufferedWriter out = Files.newBufferedWriter(
                folder.resolve(FILE), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();
        CsvLog log = new CsvLog(names.all(), new CSVPrinter(out, format));
        List<String> header = new ArrayList<>(List.of("epoch", "step"));
        header.addAll(log.names);
        log.print(header);
        return log;
    }

    @Override
    public void write(LogPoint point) throws IOException {
        List<Object> row = new ArrayList<>(List.of(point.epoch(), point.step()));
        names.forEach(name ->
                row.add(point.values().containsKey(name) ? point.values().get(name) : ""));
        print(row);
    }

    private void print(List<?> row) throws IOException {
        printer.printRecord(row);
        printer.flush();
    }

    @Override
    public void close() throws IOException {
        printer.close();
    }
}
