package io.verdict.trainer.report.html;

import io.verdict.trainer.report.ReportFile;
import io.verdict.trainer.report.RunFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The report of a run for people: one HTML file that needs nothing else, neither a network nor a script.
 *
 * <pre>{@code
 * HtmlReport.write(facts, Path.of("report.html"));
 * }</pre>
 */
public final class HtmlReport {
    /** The report's name beside a model. */
    public static final String FILE = "report.html";

    private HtmlReport() {}

    /**
     * Writes the report.
     *
     * @throws io.verdict.transformer.VerdictException if the file cannot be written
     */
    public static void write(RunFacts facts, Path file) {
        String page = html(facts);
        ReportFile.write(file, path -> Files.writeString(path, page, StandardCharsets.UTF_8));
    }

    /** The page as a text. */
    public static String html(RunFacts facts) {
        List<Section> sections = List.of(
                new DataSection(facts),
                new CurvesSection(facts),
                new ScoresSection(facts),
                new ConfusionSection(facts),
                new ThresholdSection(facts),
                new CalibrationSection(facts),
                new MistakesSection(facts),
                new SettingsSection(facts));
        List<Section> shown = sections.stream().filter(Section::hasContent).toList();
        String css = styleSheet();
        Html page = new Html();
        page.open("html", "lang", "en").open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy(css));
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        page.empty("meta", "name", "referrer", "content", "no-referrer");
        page.element("title", facts.name() + " - Verdict report");
        page.style(css).close().open("body");
        page.open("header").element("h1", facts.name(), "dir", "auto");
        page.element("p", new Summary(facts).text(), "class", "verdict").close();
        contents(page, shown);
        page.open("main");
        for (Section section : shown) {
            page.open("section", "aria-labelledby", section.id());
            page.element("h2", section.title(), "id", section.id());
            section.addTo(page);
            page.close();
        }
        page.close().element("footer", "Written by Verdict. This page loads nothing and runs nothing.");
        return page.close().close().toString();
    }

    private static void contents(Html page, List<Section> sections) {
        page.open("nav", "aria-label", "Contents").open("ul");
        for (Section section : sections) {
            page.open("li")
                    .element("a", section.title(), "href", "#" + section.id())
                    .close();
        }
        page.close().close();
    }

    /** Nothing but this very style sheet. */
    private static String policy(String css) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return "default-src 'none'; style-src 'sha256-"
                    + Base64.getEncoder().encodeToString(hash) + "'; base-uri 'none'; form-action 'none'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String styleSheet() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
