package io.verdict.trainer.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of Deeplearning4j's chart components that needs no network. Its template loads d3, jQuery, jQuery UI and
 * Bootstrap by plain HTTP, of which the charts call d3 and a little of jQuery; here these two stand in the page. The
 * chart data, where names of classes occur, is escaped: the template writes it into the page as it is.
 */
final class OfflinePage {
    private static final List<String> SCRIPTS = List.of(
            "/META-INF/resources/webjars/jquery/3.7.1/jquery.slim.min.js",
            "/META-INF/resources/webjars/d3js/3.5.17/d3.min.js");

    private static final Pattern REMOTE =
            Pattern.compile("<link href=\"http[^>]*>\\s*|<script src=\"http[^>]*></script>\\s*");

    /** A component: JSON between lines of their own; a line break in a name is escaped by JSON. */
    private static final Pattern COMPONENT =
            Pattern.compile("(<div id=\"\\d+\" style=\"display:none\">\n)(.*?)(\n</div>)", Pattern.DOTALL);

    private static final String TITLE = "<title>Data Analysis</title>";
    private static final String OUTER = "id=\"outerdiv\">";

    private final String title;
    private final List<String> notes;
    private final String template;

    OfflinePage(String title, List<String> notes, String template) {
        this.title = title;
        this.notes = List.copyOf(notes);
        this.template = template;
    }

    /** The whole page. */
    String html() throws IOException {
        require(TITLE);
        require(OUTER);
        String page = COMPONENT
                .matcher(template)
                .replaceAll(match ->
                        Matcher.quoteReplacement(match.group(1) + escapeInJson(match.group(2)) + match.group(3)));
        page = REMOTE.matcher(page).replaceAll("");
        StringBuilder head = new StringBuilder("<meta charset=\"utf-8\">\n<title>" + escape(title) + "</title>\n");
        for (String script : SCRIPTS) {
            head.append("<script>").append(resource(script)).append("</script>\n");
        }
        String heading = "<h1>" + escape(title) + "</h1>\n"
                + notes.stream().map(note -> "<p>" + escape(note) + "</p>\n").collect(Collectors.joining());
        return "<!DOCTYPE html>\n" + page.replace(TITLE, head).replace(OUTER, OUTER + "\n" + heading);
    }

    private void require(String part) {
        if (!template.contains(part)) {
            throw new IllegalStateException("Deeplearning4j's page template has no " + part);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = OfflinePage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The class path has no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Strings are the only place in this JSON where these characters occur. */
    private static String escapeInJson(String json) {
        return json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
