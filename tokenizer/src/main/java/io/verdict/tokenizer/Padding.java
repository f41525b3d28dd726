package io.verdict.tokenizer;

/**
 * How encodings are filled up to a common length.
 *
 * @param strategy the length to reach
 * @param direction the side that is filled
 * @param padToMultipleOf rounds the length up to a multiple of this; 0 for none
 * @param padId the id to fill with
 * @param padTypeId the type id to fill with
 * @param padToken the token to fill with
 */
public record Padding(
        Strategy strategy, Direction direction, int padToMultipleOf, int padId, int padTypeId, String padToken) {

    /** The length to reach. */
    public sealed interface Strategy {}

    /** The length of the longest encoding of the batch. */
    public record BatchLongest() implements Strategy {}

    /** A fixed length; longer encodings stay as they are. */
    public record Fixed(int length) implements Strategy {
        public Fixed {
            if (length < 0) {
                throw new TokenizerException("Padding: length is " + length + "; it must not be negative.");
            }
        }
    }

    public Padding {
        if (padToMultipleOf < 0) {
            throw new TokenizerException(
                    "Padding: pad_to_multiple_of is " + padToMultipleOf + "; it must not be negative.");
        }
        if (padId < 0 || padTypeId < 0) {
            throw new TokenizerException(
                    "Padding: pad_id " + padId + " and pad_type_id " + padTypeId + " must not be negative.");
        }
    }

    /** Fills the right side up to the longest encoding of the batch. */
    public static Padding longest(int padId, String padToken) {
        return new Padding(new BatchLongest(), Direction.RIGHT, 0, padId, 0, padToken);
    }

    /** Fills the right side up to a fixed length. */
    public static Padding fixed(int length, int padId, String padToken) {
        return new Padding(new Fixed(length), Direction.RIGHT, 0, padId, 0, padToken);
    }

    /** The length that an encoding is filled up to, when the longest of its batch has {@code longest} tokens. */
    int target(int longest) {
        int length = strategy instanceof Fixed fixed ? fixed.length() : longest;
        int over = padToMultipleOf == 0 ? 0 : length % padToMultipleOf;
        return over == 0 ? length : length + padToMultipleOf - over;
    }
}
