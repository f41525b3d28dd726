package io.verdict.onnx;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/** An {@link ImportReport} for people to read. */
final class ReportText {
    private final StringBuilder text = new StringBuilder();

    private ReportText() {}

    static String of(ImportReport report) {
        ReportText text = new ReportText();
        text.overview(report);
        text.parameters(report);
        text.list("Missing", report.difference().missing());
        text.list("Unused tensors", report.difference().unexpected());
        text.list("Of another shape", report.difference().misshaped());
        text.list("Notes", report.notes());
        return text.text.toString();
    }

    private void overview(ImportReport report) {
        line("File         %s", report.file());
        line("Producer     %s, opset %d", report.producer(), report.opset());
        ports("Inputs", report.inputs());
        ports("Outputs", report.outputs());
        line(
                "Encoder      %d layers, hidden %d, %d heads, intermediate %d, %s, layer norm epsilon %s",
                report.config().layers(),
                report.config().hiddenSize(),
                report.config().attentionHeads(),
                report.config().intermediateSize(),
                report.config().activation().hiddenAct(),
                report.config().layerNormEpsilon());
        line(
                "             vocabulary %d, positions %d, token types %d, %s",
                report.config().vocabularySize(),
                report.config().maxPositions(),
                report.config().typeVocabularySize(),
                report.config().pooler() ? "with pooler" : "no pooler");
        line(
                "Head         %s",
                report.classes().map(n -> "linear, " + n + " classes").orElse("none"));
        line("Operators    %s", counts(report.operators()));
        line("Fusions      %s", counts(report.fusions()));
        if (!report.remaining().isEmpty()) {
            line("Remaining    %s (by samediff-import-onnx)", counts(report.remaining()));
        }
    }

    private void parameters(ImportReport report) {
        long numbers = report.found().stream()
                .mapToLong(parameter -> Constant.size(parameter.shape()))
                .sum();
        line("Parameters   %d, %,d numbers", report.found().size(), numbers);
        int name = width(report.found(), parameter -> parameter.name().length());
        int shape =
                width(report.found(), parameter -> parameter.shape().toString().length());
        for (ImportReport.FoundParameter parameter : report.found()) {
            line(
                    "  %-" + name + "s  %-" + shape + "s  %-8s  %s",
                    parameter.name(),
                    parameter.shape(),
                    parameter.type().toLowerCase(Locale.ROOT),
                    parameter.tensor().isEmpty() ? "(not in the file)" : parameter.tensor());
        }
    }

    private static int width(
            List<ImportReport.FoundParameter> parameters, ToIntFunction<ImportReport.FoundParameter> length) {
        return Math.max(1, parameters.stream().mapToInt(length).max().orElse(1));
    }

    private void ports(String title, List<ImportReport.Port> ports) {
        String label = title;
        for (ImportReport.Port port : ports) {
            line("%-12s %s: %s", label, port.name(), port.role());
            label = "";
        }
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            line("%s", title);
            lines.forEach(one -> line("  %s", one));
        }
    }

    private static String counts(Map<String, Integer> counts) {
        return String.join(
                ", ",
                counts.entrySet().stream()
                        .map(count -> count.getKey() + " " + count.getValue())
                        .toList());
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
