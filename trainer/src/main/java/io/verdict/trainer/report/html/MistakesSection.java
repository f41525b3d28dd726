package io.verdict.trainer.report.html;

import io.verdict.trainer.report.Mistake;
import io.verdict.trainer.report.Outcome;
import io.verdict.trainer.report.RunFacts;
import java.util.List;

/** Texts that the model got wrong and was sure of, with what was said. Long texts are folded, very long ones cut. */
final class MistakesSection implements Section {
    private static final int SHORT = 280;
    private static final int MOST = 5000;

    private final RunFacts facts;

    MistakesSection(RunFacts facts) {
        this.facts = facts;
    }

    @Override
    public String id() {
        return "mistakes";
    }

    @Override
    public String title() {
        return "Most confident mistakes";
    }

    @Override
    public boolean hasContent() {
        return !mistakes().isEmpty();
    }

    private List<Mistake> mistakes() {
        return facts.outcome().map(Outcome::mistakes).orElse(List.of());
    }

    @Override
    public void addTo(Html page) {
        page.element(
                "p",
                "Look here first: often the label in the data is wrong, or the text could be of either. Lines are those of"
                        + " the file, or numbers of the entries of a list.");
        page.open("ol", "class", "mistakes");
        for (Mistake mistake : mistakes()) {
            page.open("li").open("p", "class", "judgement");
            page.element("span", "Line " + Figures.count(mistake.line()), "class", "line-number");
            label(page, "labelled", mistake.truth());
            label(page, "said", mistake.predicted());
            page.element("span", "sure to " + Figures.percent(mistake.confidence()))
                    .close();
            text(page, mistake.text());
            mistake.pair().ifPresent(pair -> text(page, pair));
            page.close();
        }
        page.close();
    }

    private static void label(Html page, String what, List<String> names) {
        page.open("span").text(what + " ");
        page.element("b", names.isEmpty() ? "nothing" : Figures.first(String.join(", ", names), 200), "dir", "auto");
        page.close();
    }

    private static void text(Html page, String text) {
        String start = Figures.first(text, SHORT);
        if (start.equals(text)) {
            page.element("div", text, "class", "quoted", "dir", "auto");
            return;
        }
        int all = text.codePointCount(0, text.length());
        page.open("details", "class", "quoted").element("summary", start, "dir", "auto");
        page.element("div", Figures.first(text, MOST), "dir", "auto");
        if (all > MOST) {
            page.element("p", "Cut here: the text has " + Figures.count(all) + " characters.", "class", "note");
        }
        page.close();
    }
}
