package io.verdict.corpus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/** What a reader of an HTML mail sees: no scripts, styles, comments, links' targets or titles. */
final class HtmlText {
    private static final Pattern REFERENCE = Pattern.compile("&(?:#\\d{2,5}|nbsp|amp|quot|lt|gt|copy|reg|trade);");

    private HtmlText() {}

    static String of(String html) {
        Document document = Jsoup.parse(html);
        document.select("script, style, title, noscript, template, option").remove();
        return document.text();
    }

    /** Resolves numeric character references and the commonest named ones in what may be no HTML at all; some feeds are half of each. */
    static String resolveReferences(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(reference -> Matcher.quoteReplacement(Parser.unescapeEntities(reference.group(), false)));
    }
}
