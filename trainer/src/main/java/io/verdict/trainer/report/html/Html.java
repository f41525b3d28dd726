package io.verdict.trainer.report.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * Writes HTML and inline SVG, and escapes all text and all attribute values: the only place where that happens.
 * Attributes that run or load something are refused, whoever asks for them.
 */
final class Html {
    private static final Set<String> VOID = Set.of("meta", "br", "hr");

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes are names and values in turn. */
    Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            requireHarmless(attributes[i], attributes[i + 1]);
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        if (!VOID.contains(tag)) {
            open.push(tag);
        }
        return this;
    }

    private static void requireHarmless(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean harmless = switch (lower) {
            case "style", "src", "srcdoc", "action", "formaction" -> false;
            case "href" -> value.startsWith("#");
            default -> !lower.startsWith("on");
        };
        if (!harmless) {
            throw new IllegalArgumentException("The report must not have " + name + "=" + value);
        }
    }

    /** Closes the innermost element. */
    Html close() {
        out.append("</").append(open.pop()).append('>');
        if (open.size() < 4) {
            out.append('\n');
        }
        return this;
    }

    /** Text, with all that has a meaning in HTML taken as text. */
    Html text(String text) {
        escape(text);
        return this;
    }

    /** An element that holds a text. */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** An element that holds nothing. */
    Html empty(String tag, String... attributes) {
        open(tag, attributes);
        return VOID.contains(tag) ? this : close();
    }

    /** The page's own style sheet, as it is. */
    Html style(String css) {
        if (css.contains("<")) {
            throw new IllegalArgumentException("A style sheet must not hold \"<\"");
        }
        out.append("<style>").append(css).append("</style>\n");
        return this;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\t', '\n' -> out.appendCodePoint(c);
                case '\r' -> out.append(i < text.length() && text.charAt(i) == '\n' ? "" : "\n");
                default -> out.appendCodePoint(isShown(c) ? c : '\uFFFD');
            }
        }
    }

    /** Neither a control character, which HTML forbids, nor half a surrogate pair, which UTF-8 cannot hold. */
    private static boolean isShown(int c) {
        return !Character.isISOControl(c) && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("Not closed: " + open);
        }
        return "<!DOCTYPE html>\n" + out;
    }
}
