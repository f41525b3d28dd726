package io.verdict.trainer.report.card;

import io.verdict.trainer.doctor.Diagnosis;
import io.verdict.trainer.doctor.TokenFigures;
import io.verdict.trainer.report.ClassScores;
import io.verdict.trainer.report.History;
import io.verdict.trainer.report.Outcome;
import io.verdict.trainer.report.ReportFile;
import io.verdict.trainer.report.RunFacts;
import io.verdict.transformer.Pooling;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The model card of a saved model: what it is, how to use it, what it learnt from, how good it is, and where it ends.
 * Holds no text of the data.
 *
 * @param baseModel the encoder's name at HuggingFace's hub, if it has one
 * @param pooling of the model; with {@code pooler} transformers computes the same
 */
public record ModelReadme(RunFacts facts, Optional<String> baseModel, Pooling pooling) {
    /** The card's name beside a model. */
    public static final String FILE = "README.md";

    private static final int MOST_LABELS = 40;

    /**
     * Writes the card.
     *
     * @throws io.verdict.transformer.VerdictException if the file cannot be written
     */
    public void write(Path file) {
        String text = text();
        ReportFile.write(file, path -> Files.writeString(path, text, StandardCharsets.UTF_8));
    }

    /** Front matter and Markdown. */
    public String text() {
        Markdown page = new Markdown();
        boolean transformers = pooling == Pooling.POOLER;
        page.block(new FrontMatter(facts, baseModel, transformers).yaml());
        page.block("# " + Markdown.text(facts.name()));
        page.block("A text classifier"
                + baseModel
                        .map(name -> ", fine-tuned from [" + name + "](https://huggingface.co/" + name + ")")
                        .orElse("")
                + " with Verdict. "
                + (facts.multiLabel()
                        ? "A text can have several of " + facts.labels().size() + " labels, or none."
                        : "A text has one of " + facts.labels().size() + " labels.")
                + (facts.maxLength() > 0 ? " It reads the first " + facts.maxLength() + " tokens of a text." : ""));
        page.block("## How to use it");
        page.block(
                "On the command line, with the folder of this file:\n\n    verdict predict --model FOLDER \"some text\"");
        page.block("In Java:\n\n```java\ntry (TextClassifier model = TextClassifier.load(Path.of(\"FOLDER\"))) {\n"
                + "    System.out.println(model.predict(List.of(\"some text\")).get(0).labels());\n}\n```");
        page.block(
                transformers
                        ? "In Python:\n\n```python\nfrom transformers import pipeline\n\n"
                                + "pipeline(\"text-classification\", model=\"FOLDER\""
                                + (facts.multiLabel() ? ", top_k=None" : "")
                                + ")(\"some text\")\n```"
                        : "transformers reads the encoder (`AutoModel`) and the tokenizer, but has no class for this head (pooling "
                                + pooling.id()
                                + "); a model trained with `--model.pooling pooler` loads there as a whole.");
        labels(page);
        facts.data().ifPresent(data -> data(page, data));
        procedure(page);
        facts.outcome().ifPresent(outcome -> evaluation(page, outcome));
        limitations(page);
        page.block("## Environment");
        page.table(List.of("", ""), rows(facts.environment()));
        return page.toString().stripTrailing() + "\n";
    }

    private void labels(Markdown page) {
        List<String> names = facts.labels();
        List<String> shown = names.subList(0, Math.min(MOST_LABELS, names.size())).stream()
                .map(Markdown::text)
                .toList();
        page.block("## Labels");
        page.block(String.join(", ", shown)
                + (names.size() > shown.size()
                        ? " and " + (names.size() - shown.size()) + " more, which `config.json` lists."
                        : ""));
    }

    private static void data(Markdown page, Diagnosis data) {
        page.block("## Data");
        List<List<String>> rows = new ArrayList<>();
        data.figures()
                .forEach((part, figures) -> rows.add(List.of(
                        part,
                        String.format(Locale.ROOT, "%,d", figures.rows()),
                        figures.tokens()
                                .map(tokens -> "" + tokens.quantile(0.5))
                                .orElse(""),
                        figures.tokens().map(ModelReadme::cut).orElse(""),
                        largest(figures.labels(), figures.rows()))));
        page.table(List.of("Part", "Rows looked at", "Median tokens", "Texts cut", "Largest label"), rows);
    }

    private static String cut(TokenFigures tokens) {
        return percent((double) tokens.cut() / tokens.texts());
    }

    private static String largest(Map<String, Long> labels, long rows) {
        return labels.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(label -> label.getKey() + ", " + percent((double) label.getValue() / Math.max(1, rows)))
                .orElse("");
    }

    private void procedure(Markdown page) {
        if (facts.settings().isEmpty() && facts.history().rows().isEmpty()) {
            return;
        }
        page.block("## Training");
        page.table(List.of("Setting", "Value"), rows(facts.settings()));
        List<List<String>> rows = new ArrayList<>();
        for (History.Row row : facts.history().rows()) {
            History.Validation valid = row.validation();
            rows.add(List.of(
                    String.format(Locale.ROOT, row.epoch() == Math.rint(row.epoch()) ? "%.0f" : "%.2f", row.epoch()),
                    four(row.trainLoss()),
                    valid == null ? "" : four(valid.loss()),
                    valid == null ? "" : four(valid.accuracy()),
                    valid == null ? "" : four(valid.f1Macro())));
        }
        page.table(
                List.of("Epoch", "Training loss", "Validation loss", "Validation accuracy", "Validation F1 (macro)"),
                rows);
    }

    private static void evaluation(Markdown page, Outcome outcome) {
        page.block("## Evaluation");
        page.block(String.format(
                Locale.ROOT,
                "On the %,d texts of the %s data, loss %.4f:",
                outcome.answers().size(),
                Markdown.text(outcome.part()),
                outcome.loss()));
        List<List<String>> overall = new ArrayList<>();
        FrontMatter.metrics(outcome).forEach((name, value) -> overall.add(List.of(name, four(value))));
        page.table(List.of("Metric", "Value"), overall);
        List<ClassScores> classes = outcome.answers().multiLabel()
                ? outcome.answers().multilabelMetrics().labels()
                : outcome.answers().metrics().classes();
        if (classes.size() > MOST_LABELS) {
            page.block("The " + MOST_LABELS + " largest of " + classes.size() + " labels:");
        }
        page.table(
                List.of("Label", "Precision", "Recall", "F1", "Texts"),
                classes.stream()
                        .sorted(Comparator.comparingInt(ClassScores::support).reversed())
                        .limit(MOST_LABELS)
                        .map(scores -> List.of(
                                scores.name(),
                                four(scores.precision()),
                                four(scores.recall()),
                                four(scores.f1()),
                                Integer.toString(scores.support())))
                        .toList());
    }

    private void limitations(Markdown page) {
        page.block("## Limitations");
        page.block("- It knows the labels above and no others; a text that fits none gets one all the same"
                + (facts.multiLabel() ? " or none" : "") + ".\n"
                + "- Its figures hold for texts like those it was tested on. Texts of another kind, time or language need a"
                + " test of their own.\n"
                + (facts.maxLength() > 0
                        ? "- What stands after the first " + facts.maxLength() + " tokens of a text is not read.\n"
                        : "")
                + "- It repeats what is wrong or unfair in the labels it learnt from, and in the texts of its encoder.\n"
                + "- Licence and language are not stated: those who publish it must add the licences of the data and of the"
                + " encoder.");
    }

    private static List<List<String>> rows(Map<String, String> values) {
        return values.entrySet().stream()
                .map(each -> List.of(each.getKey(), each.getValue()))
                .toList();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    private static String four(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "";
    }
}
