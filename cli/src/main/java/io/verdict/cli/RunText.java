package io.verdict.cli;

import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.data.TextSource;
import io.verdict.trainer.report.html.HtmlReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a training run says before and after it. */
final class RunText {
    private static final int NAMED_CLASSES = 10;

    private RunText() {}

    /** The sizes of the data's parts, and its classes. */
    static String describe(TextClassificationData data) {
        String parts = data.train()
                        .map(source -> Texts.format("%,d to train", source.size()))
                        .orElse("")
                + count(data.valid(), "to validate")
                + count(data.test(), "to test")
                + count(data.predict(), "to predict");
        List<String> names = data.labels().names();
        return parts + " on; " + names.size() + " classes"
                + (names.size() <= NAMED_CLASSES ? ": " + String.join(", ", names) : "");
    }

    private static String count(Optional<TextSource> source, String what) {
        return source.map(texts -> Texts.format(", %,d %s", texts.size(), what)).orElse("");
    }

    /**
     * Commands to try with the model that was saved.
     *
     * @param evaluateOptions what {@code verdict evaluate} must be told to read the test file; empty if it cannot
     */
    static List<String> howToGoOn(Path output, TextClassificationData data, Optional<List<String>> evaluateOptions) {
        String verdict = ModelFolder.quoted(Path.of(System.getProperty("verdict.command", "verdict")));
        String quoted = ModelFolder.quoted(output);
        List<String> lines = new ArrayList<>(List.of("", "To go on:"));
        lines.add("  " + verdict + " predict --model " + quoted + " \"some text\"");
        Optional<Path> test = data.test().map(source -> Path.of(source.name())).filter(Files::isRegularFile);
        if (test.isPresent() && evaluateOptions.isPresent()) {
            lines.add("  " + verdict + " evaluate --model " + quoted + " --file " + ModelFolder.quoted(test.get())
                    + String.join(
                            "",
                            evaluateOptions.get().stream()
                                    .map(word -> " " + ModelFolder.quoted(word))
                                    .toList()));
        }
        lines.add("  " + verdict + " inspect " + quoted);
        lines.add("  open " + ModelFolder.quoted(output.resolve(HtmlReport.FILE)) + " in a browser");
        return lines;
    }
}
