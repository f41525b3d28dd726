package io.verdict.tokenizer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Unicode as HuggingFace's library sees it: what cleaning removes, white space, punctuation, marks, decompositions,
 * lower case.
 *
 * <p>The facts are data, {@code unicode.txt}, recorded from that library (tools/golden/tokenizer_unicode.py). The
 * JDK's own tables cannot serve: HuggingFace's crates hold several older versions of Unicode side by side (general
 * categories of Unicode 8, newer lower case), and JDK 17 and 25 differ from them and from each other.
 */
final class UnicodeTable {
    /** Taken out by clean_text: control, format and private use characters, NUL and U+FFFD. */
    static final int REMOVED = 1;
    /** White space of the pre-tokenizer. */
    static final int SPACE = 1 << 1;
    /** Punctuation of the pre-tokenizer: ASCII punctuation and the general categories P*. */
    static final int PUNCTUATION = 1 << 2;
    /** A CJK ideograph, which handle_chinese_chars isolates. */
    static final int CHINESE = 1 << 3;
    /** A nonspacing mark (Mn), which strip_accents takes out. */
    static final int MARK = 1 << 4;
    /** A word character, which a single_word token must not touch. */
    static final int WORD = 1 << 5;

    static final UnicodeTable INSTANCE = new UnicodeTable();

    private static final int HANGUL_FIRST = 0xAC00;
    private static final int HANGUL_LAST = 0xD7A3;
    private static final int PAGE = 256;

    private final byte[][] classes = new byte[(Character.MAX_CODE_POINT + 1) / PAGE][];
    private final Map<Integer, Integer> combiningClasses = new HashMap<>();
    private final Map<Integer, int[]> decompositions = new HashMap<>();
    private final Map<Integer, int[]> lowercase = new HashMap<>();

    private UnicodeTable() {
        try (var in = Objects.requireNonNull(UnicodeTable.class.getResourceAsStream("unicode.txt"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            String section = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[")) {
                    section = line.substring(1, line.length() - 1);
                } else if (!line.startsWith("#")) {
                    for (String entry : line.split(",", -1)) {
                        read(section, entry);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(String section, String entry) {
        int equals = entry.indexOf('=');
        String key = equals < 0 ? entry : entry.substring(0, equals);
        String value = entry.substring(equals + 1);
        int dots = key.indexOf("..");
        int first = Integer.parseInt(dots < 0 ? key : key.substring(0, dots), 16);
        int last = dots < 0 ? first : Integer.parseInt(key.substring(dots + 2), 16);
        switch (section) {
            case "removed" -> mark(first, last, REMOVED);
            case "space" -> mark(first, last, SPACE);
            case "punctuation" -> mark(first, last, PUNCTUATION);
            case "chinese" -> mark(first, last, CHINESE);
            case "mark" -> mark(first, last, MARK);
            case "word" -> mark(first, last, WORD);
            case "combining" -> {
                for (int c = first; c <= last; c++) {
                    combiningClasses.put(c, Integer.parseInt(value));
                }
            }
            case "decomposition" -> decompositions.put(first, codePoints(value));
            case "lowercase" -> lowercase.put(first, codePoints(value));
            default -> throw new IllegalStateException("unicode.txt: unknown section " + section);
        }
    }

    private void mark(int first, int last, int property) {
        for (int c = first; c <= last; c++) {
            byte[] page = classes[c / PAGE];
            if (page == null) {
                page = new byte[PAGE];
                classes[c / PAGE] = page;
            }
            page[c % PAGE] |= (byte) property;
        }
    }

    private static int[] codePoints(String hex) {
        String[] parts = hex.split(" ", -1);
        int[] found = new int[parts.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = Integer.parseInt(parts[i], 16);
        }
        return found;
    }

    /** Whether a code point has one of the properties, which are constants of this class joined by {@code |}. */
    boolean is(int codePoint, int properties) {
        byte[] page = classes[codePoint / PAGE];
        return page != null && (page[codePoint % PAGE] & properties) != 0;
    }

    /** The canonical combining class; 0 for a starter. */
    int combiningClass(int codePoint) {
        return codePoint < 0x300 ? 0 : combiningClasses.getOrDefault(codePoint, 0);
    }

    /** The full canonical decomposition (NFD) of one code point, itself when it has none. */
    int[] decomposition(int codePoint) {
        if (codePoint >= HANGUL_FIRST && codePoint <= HANGUL_LAST) {
            return decomposeHangul(codePoint - HANGUL_FIRST);
        }
        int[] found = codePoint < 0xC0 ? null : decompositions.get(codePoint);
        return found == null ? new int[] {codePoint} : found;
    }

    /** Syllables are decomposed by arithmetic: The Unicode Standard, section 3.12. */
    private static int[] decomposeHangul(int syllable) {
        int vowels = 21;
        int tails = 28;
        int lead = 0x1100 + syllable / (vowels * tails);
        int vowel = 0x1161 + syllable % (vowels * tails) / tails;
        int tail = 0x11A7 + syllable % tails;
        return tail == 0x11A7 ? new int[] {lead, vowel} : new int[] {lead, vowel, tail};
    }

    /** The lower case of one code point, without regard to its neighbours; itself when it has none. */
    int[] lowercase(int codePoint) {
        int[] found = lowercase.get(codePoint);
        return found == null ? new int[] {codePoint} : found;
    }
}
