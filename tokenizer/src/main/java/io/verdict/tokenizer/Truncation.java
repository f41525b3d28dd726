package io.verdict.tokenizer;

/**
 * How a token sequence is cut to length.
 *
 * @param maxLength most tokens in an encoding, special tokens included
 * @param strategy which sequence of a pair gives way
 * @param stride tokens that an overflowing encoding repeats from the one before it
 * @param direction the side that is cut off
 */
public record Truncation(int maxLength, Strategy strategy, int stride, Direction direction) {

    /** Which sequence of a pair gives way. */
    public enum Strategy {
        /** The longer one, then both. */
        LONGEST_FIRST("LongestFirst"),
        /** Only the first one; an error when it is too short to make room. */
        ONLY_FIRST("OnlyFirst"),
        /** Only the second one; an error when it is missing or too short to make room. */
        ONLY_SECOND("OnlySecond");

        private final String jsonName;

        Strategy(String jsonName) {
            this.jsonName = jsonName;
        }

        String jsonName() {
            return jsonName;
        }
    }

    public Truncation {
        if (maxLength < 0) {
            throw new TokenizerException("Truncation: max_length is " + maxLength + "; it must not be negative.");
        }
        if (stride < 0) {
            throw new TokenizerException("Truncation: stride is " + stride + "; it must not be negative.");
        }
        if (stride > 0 && stride >= maxLength) {
            throw new TokenizerException("Truncation: stride " + stride + " must be smaller than max_length "
                    + maxLength + ", or the windows would never advance.");
        }
    }

    /** Cuts the end of the longest sequence, without overlap between overflowing encodings. */
    public static Truncation to(int maxLength) {
        return new Truncation(maxLength, Strategy.LONGEST_FIRST, 0, Direction.RIGHT);
    }
}
