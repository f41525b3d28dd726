package io.verdict.trainer.report.html;

import io.verdict.trainer.report.History;
import io.verdict.trainer.report.RunFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the model was trained, with what, where and how long. */
final class SettingsSection implements Section {
    private final RunFacts facts;

    SettingsSection(RunFacts facts) {
        this.facts = facts;
    }

    @Override
    public String id() {
        return "settings";
    }

    @Override
    public String title() {
        return "Settings and environment";
    }

    @Override
    public boolean hasContent() {
        return true;
    }

    @Override
    public void addTo(Html page) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (!facts.backbone().isEmpty()) {
            settings.put("Backbone", facts.backbone());
        }
        if (facts.maxLength() > 0) {
            settings.put("Tokens read of a text", Figures.count(facts.maxLength()));
        }
        settings.putAll(facts.settings());
        table(page, "Settings", settings);
        Map<String, String> environment = new LinkedHashMap<>(facts.environment());
        List<History.Row> rows = facts.history().rows();
        if (!rows.isEmpty()) {
            environment.put(
                    "Training time", Figures.time(rows.get(rows.size() - 1).seconds()));
        }
        table(page, "Environment", environment);
        if (!facts.config().isEmpty()) {
            page.open("details").element("summary", "All options, as a file for --config");
            page.element("pre", facts.config()).close();
        }
    }

    private static void table(Html page, String caption, Map<String, String> values) {
        if (values.isEmpty()) {
            return;
        }
        page.open("table", "class", "facts").element("caption", caption).open("tbody");
        values.forEach((name, value) -> page.open("tr")
                .element("th", name, "scope", "row")
                .element("td", value)
                .close());
        page.close().close();
    }
}
