package io.verdict.corpus;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Makes one clean line of a mail's text, and cuts it. */
final class PlainText {
    private record Rule(Pattern pattern, String replacement) {
        static Rule of(String pattern, String replacement) {
            return new Rule(Pattern.compile(pattern), replacement);
        }
    }

    /** In this order. {@code (?m)}: {@code ^} and {@code $} are a line's. */
    private static final Rule[] RULES = {
        // What the filter that collected the corpus wrote into the mail tells the label.
        Rule.of("(?m)^SPAM: .*$", ""),
        // The program that turned news feeds into mails put these above each item; they mark ham.
        Rule.of("\\A\\s*URL: \\S*\\s*\\n(Date: .*\\n)?", ""),
        // The collectors' own addresses, put in place of the recipients'.
        Rule.of(
                "(?i)[\\w.+-]*@?\\b([\\w-]+\\.)*(spamassassin\\.taint\\.org|netnoteinc\\.com|jmason\\.org)\\b",
                "you@example.com"),
        // Encoded files and signatures.
        Rule.of("(?m)^begin [0-7]{3} .*\\n(?s:.*?)^end\\s*$", " "),
        Rule.of("-----BEGIN PGP SIGNATURE-----(?s:.*?)(-----END PGP SIGNATURE-----|\\z)", " "),
        Rule.of("-----BEGIN PGP SIGNED MESSAGE-----\\s*(Hash: \\S+)?", " "),
        Rule.of("(?m)^[ \\t]*+[A-Za-z0-9+/]{60,}+={0,2}+[ \\t]*+$", " "),
        // Part headers of mails that forgot to declare their parts.
        Rule.of("(?m)^(?:--\\S.*\\n)?(?:Content-[\\w-]++:.*\\n(?:[ \\t]++.*\\n)*+)++", ""),
        // AOL's way to write a link in a plain mail, and its like.
        Rule.of("(?i)</?(?:a|b|br|font|i|p|u)\\b[^<>]*>", " "),
        // Marks of quoting at the start of a line; the quoted words stay.
        Rule.of("(?m)^[>| \\t]++", ""),
        // Rulers.
        Rule.of("([\\p{P}\\p{S}])\\1{3,}", "$1$1$1"),
        Rule.of("(?:([-=*_~+#.]) ){4,}", "$1 $1 $1 "),
        // Controls, private use, unassigned, byte order marks and characters that could not be decoded.
        Rule.of("[\\p{IsCc}&&[^\\s]]|[\\p{IsCo}\\p{IsCn}\\p{IsCs}\\uFEFF\\uFFFD\\u00AD\\u200B]", ""),
        Rule.of("[\\s\\p{IsZ}\\x{85}]+", " "),
    };

    private PlainText() {}

    static String line(String text) {
        String line = Normalizer.normalize(withLineFeeds(HtmlText.resolveReferences(text)), Normalizer.Form.NFC);
        for (Rule rule : RULES) {
            line = rule.pattern().matcher(line).replaceAll(rule.replacement());
        }
        return line.strip();
    }

    private static String withLineFeeds(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** At most {@code length} code points, cut at a space where there is one in the last fifth. */
    static String cut(String text, int length) {
        if (text.codePointCount(0, text.length()) <= length) {
            return text;
        }
        int end = text.offsetByCodePoints(0, length);
        int space = Math.max(text.lastIndexOf(' ', end), text.lastIndexOf('\n', end));
        return text.substring(0, space > end - end / 5 ? space : end).strip();
    }

    /** Whether there are words, and neither line is the rubbish that a wrongly declared charset gives. */
    static boolean isLegible(String text) {
        return text.codePoints().filter(Character::isLetter).count() >= 20
                && text.lines().allMatch(PlainText::isLegibleLine);
    }

    private static boolean isLegibleLine(String line) {
        long letters = line.codePoints().filter(Character::isLetter).count();
        long upperLatin1 = line.codePoints().filter(c -> c >= 0xA1 && c <= 0xFF).count();
        return 4 * upperLatin1 <= letters;
    }
}
