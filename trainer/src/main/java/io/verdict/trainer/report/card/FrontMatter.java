package io.verdict.trainer.report.card;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.verdict.trainer.report.ClassificationMetrics;
import io.verdict.trainer.report.MultilabelMetrics;
import io.verdict.trainer.report.Outcome;
import io.verdict.trainer.report.RunFacts;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The metadata at the top of a model card, in the fields of
 * <a href="https://huggingface.co/docs/hub/model-cards">HuggingFace's hub</a>. Licence and language are left out, for
 * nobody told them. Strings are written as JSON, which YAML reads alike.
 */
final class FrontMatter {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private final RunFacts facts;
    private final Optional<String> baseModel;
    private final boolean transformers;

    FrontMatter(RunFacts facts, Optional<String> baseModel, boolean transformers) {
        this.facts = facts;
        this.baseModel = baseModel;
        this.transformers = transformers;
    }

    String yaml() {
        StringBuilder yaml = new StringBuilder("---\n");
        yaml.append("library_name: ")
                .append(transformers ? "transformers" : "verdict")
                .append('\n');
        yaml.append("pipeline_tag: text-classification\n");
        baseModel.ifPresent(
                name -> yaml.append("base_model: ").append(quoted(name)).append('\n'));
        yaml.append("tags:\n- text-classification\n- verdict\n");
        if (facts.multiLabel()) {
            yaml.append("- multi-label\n");
        }
        facts.outcome().ifPresent(outcome -> results(yaml, outcome));
        return yaml.append("---\n").toString();
    }

    private void results(StringBuilder yaml, Outcome outcome) {
        yaml.append("metrics:\n- accuracy\n- f1\n- precision\n- recall\n");
        yaml.append("model-index:\n- name: ").append(quoted(facts.name())).append('\n');
        yaml.append("  results:\n  - task:\n      type: text-classification\n      name: Text classification\n");
        yaml.append("    dataset:\n      name: ").append(quoted("the " + outcome.part() + " texts"));
        yaml.append("\n      type: private\n      split: ").append(quoted(outcome.part()));
        yaml.append("\n    metrics:\n");
        metrics(outcome).forEach((name, value) -> {
            String type = name.replaceAll(" .*", "").toLowerCase(Locale.ROOT);
            yaml.append("    - type: ").append(type);
            yaml.append("\n      name: ").append(quoted(name));
            yaml.append("\n      value: ").append(value).append('\n');
        });
    }

    /** By names whose first word is the metric's at the hub. */
    static Map<String, Double> metrics(Outcome outcome) {
        Map<String, Double> values = new LinkedHashMap<>();
        if (outcome.answers().multiLabel()) {
            MultilabelMetrics metrics = outcome.answers().multilabelMetrics();
            values.put("Accuracy (all labels of a text right)", metrics.subsetAccuracy());
            values.put("F1 (micro)", metrics.microF1());
            values.put("F1 (macro)", metrics.macroF1());
            values.put("Precision (macro)", metrics.macroPrecision());
            values.put("Recall (macro)", metrics.macroRecall());
        } else {
            ClassificationMetrics metrics = outcome.answers().metrics();
            values.put("Accuracy", metrics.accuracy());
            values.put("F1 (macro)", metrics.macroF1());
            values.put("Precision (macro)", metrics.macroPrecision());
            values.put("Recall (macro)", metrics.macroRecall());
        }
        return values;
    }

    /** A YAML string in double quotes: JSON's, and escaped what JSON may hold as it is and YAML may not. */
    static String quoted(String text) {
        StringBuilder escaped = new StringBuilder();
        GSON.toJson(text).codePoints().forEach(c -> {
            boolean forbidden = (c >= 0x7F && c <= 0x9F) || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
            if (forbidden) {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                escaped.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c);
            }
        });
        return escaped.toString();
    }
}
