package io.verdict.tokenizer;

import java.util.List;
import java.util.SplittableRandom;

/** Seeded random texts, well-formed, in mixed alphabets; meant to hit rules, not to be read. */
final class RandomTexts {
    /** Ranges of code points, in pairs. */
    private static final int[][] ALPHABETS = {
        {'a', 'z'},
        {'a', 'z', 'A', 'Z', '0', '9'},
        {0x20, 0x7E},
        {0x00, 0x1F, 0x7F, 0x9F, 0xAD, 0xAD, 'a', 'e'}, // control
        {0xC0, 0x17F, 'a', 'z'}, // accents
        {0x180, 0x24F, 0x1E00, 0x1EFF},
        {'a', 'e', 0x300, 0x36F, 0x1DC0, 0x1DFF}, // combining marks
        {'a', 'e', 0x300, 0x36F, 0x302A, 0x3030, 0x1D165, 0x1D172, 0x0F71, 0x0F84, 0x344, 0x345}, // marks that move
        {0x370, 0x3FF, 0x1F00, 0x1FFF}, // Greek
        {0x400, 0x52F},
        {0x591, 0x5F4},
        {0x600, 0x6FF, 0xFB50, 0xFDFF, 0xFE70, 0xFEFF}, // Arabic and its forms
        {0x900, 0x97F, 0x980, 0x9FF},
        {0xE00, 0xE5B}, // Thai
        {0xF00, 0xFFF, 0x1000, 0x109F},
        {0x1100, 0x11FF, 0xAC00, 0xD7FF}, // Hangul
        {0x3040, 0x30FF, 0xFF00, 0xFFEF},
        {0x4E00, 0x9FFF, 0x3400, 0x4DBF, 0xF900, 0xFAFF},
        {0x20000, 0x2FA1F, 0x4E00, 0x4EFF}, // CJK beyond the BMP
        {0x2000, 0x206F, 0x3000, 0x303F, 0x1680, 0x1680, 0x85, 0x85, 0xA0, 0xA0, 'a', 'c'}, // spaces, punctuation
        {0x2E00, 0x2E7F, 0xFE10, 0xFE6F, 0xA1, 0xBF},
        {0x1F300, 0x1FAFF, 0x200D, 0x200D, 0xFE0F, 0xFE0F, 0x1F1E6, 0x1F1FF}, // emoji, joiners, flags
        {0xE000, 0xF8FF, 0xFFF0, 0xFFFD, 0xE0000, 0xE007F, 'a', 'c'}, // private use, tags
        {0x130, 0x131, 0x1E9E, 0x1E9E, 0xDF, 0xDF, 0x3A3, 0x3C3, 0x1C4, 0x1CC, 0x212A, 0x212B}, // odd cases
        {0x0, 0xD7FF, 0xE000, 0xFFFF},
        {0x10000, 0x10FFFF},
        {0x10400, 0x1044F, 0x1E900, 0x1E943, 0x10C80, 0x10CF2, 0x118A0, 0x118DF}, // cased beyond the BMP
    };

    private final SplittableRandom random;
    private final List<String> pieces;

    /** {@code pieces} are strung in now and then: words, special tokens. */
    RandomTexts(long seed, List<String> pieces) {
        random = new SplittableRandom(seed);
        this.pieces = List.copyOf(pieces);
    }

    /** A text of up to {@code maxRuns} runs of a few characters, each from an alphabet of its own. */
    String next(int maxRuns) {
        StringBuilder text = new StringBuilder();
        int runs = random.nextInt(maxRuns + 1);
        for (int run = 0; run < runs; run++) {
            if (!pieces.isEmpty() && random.nextInt(4) == 0) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            } else {
                appendRun(text);
            }
            if (random.nextInt(3) == 0) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    private void appendRun(StringBuilder text) {
        int[] alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)];
        int length = random.nextInt(100) == 0 ? 90 + random.nextInt(25) : 1 + random.nextInt(7);
        for (int i = 0; i < length; i++) {
            int range = 2 * random.nextInt(alphabet.length / 2);
            int codePoint = random.nextInt(alphabet[range], alphabet[range + 1] + 1);
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                text.appendCodePoint(codePoint);
            }
        }
        // Runs of surrogate-free code points side by side stay well-formed.
    }
}
