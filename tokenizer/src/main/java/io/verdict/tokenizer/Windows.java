package io.verdict.tokenizer;

import java.util.ArrayList;
import java.util.List;

/**
 * The pieces that truncation cuts a sequence into: the first is kept, the others overflow.
 *
 * <p>Follows HuggingFace's {@code truncate_encodings} and {@code Encoding::truncate}.
 */
record Windows(List<Window> windows) {
    /** Tokens {@code from} to {@code to} of a sequence. */
    record Window(int from, int to) {}

    Windows {
        windows = List.copyOf(windows);
    }

    Window kept() {
        return windows.get(0);
    }

    List<Window> overflowing() {
        return windows.subList(1, windows.size());
    }

    static Windows whole(int length) {
        return new Windows(List.of(new Window(0, length)));
    }

    /** Cuts one sequence to at most {@code max} tokens, special tokens not counted. */
    static Windows ofSingle(int length, int max, Truncation truncation) {
        if (length <= max) {
            return whole(length);
        }
        if (truncation.strategy() == Truncation.Strategy.ONLY_SECOND && max > 0) {
            throw new TokenizerException("Truncation: strategy OnlySecond, but there is no second sequence to cut;"
                    + " the text has " + length + " tokens and " + max + " fit.");
        }
        return cut(length, max, truncation);
    }

    /** Cuts two sequences to at most {@code max} tokens together. */
    static List<Windows> ofPair(int first, int second, int max, Truncation truncation) {
        if (first + second <= max) {
            return List.of(whole(first), whole(second));
        }
        if (max == 0) {
            return List.of(cut(first, 0, truncation), cut(second, 0, truncation));
        }
        return switch (truncation.strategy()) {
            case LONGEST_FIRST -> {
                // The shorter one keeps what it has while the longer one gives way; then both get half.
                int shorter = Math.min(first, second);
                int longer = shorter > max ? shorter : Math.max(shorter, max - shorter);
                if (shorter + longer > max) {
                    shorter = max / 2;
                    longer = shorter + max % 2;
                }
                boolean swapped = first > second;
                yield List.of(
                        cut(first, swapped ? longer : shorter, truncation),
                        cut(second, swapped ? shorter : longer, truncation));
            }
            case ONLY_FIRST -> List.of(cut(first, room(first, second, max, "first"), truncation), whole(second));
            case ONLY_SECOND -> List.of(whole(first), cut(second, room(second, first, max, "second"), truncation));
        };
    }

    private static int room(int target, int other, int max, String which) {
        if (other >= max) {
            throw new TokenizerException("Truncation: only the " + which
                    + " sequence may be cut, but the other one has " + other + " tokens and " + max + " fit in all.");
        }
        return Math.min(target, max - other);
    }

    private static Windows cut(int length, int max, Truncation truncation) {
        if (max >= length) {
            return whole(length);
        }
        if (max == 0) {
            return new Windows(List.of(new Window(0, 0), new Window(0, length)));
        }
        int stride = truncation.stride();
        if (stride >= max) {
            throw new TokenizerException("Truncation: stride " + stride + " must be smaller than the " + max
                    + " tokens that a sequence is cut to (max_length " + truncation.maxLength()
                    + " less special tokens and the other sequence).");
        }
        List<Window> windows = new ArrayList<>();
        int step = max - stride;
        if (truncation.direction() == Direction.RIGHT) {
            for (int from = 0;
                    windows.isEmpty() || windows.get(windows.size() - 1).to() < length;
                    from += step) {
                windows.add(new Window(from, Math.min(from + max, length)));
            }
        } else {
            for (int to = length;
                    windows.isEmpty() || windows.get(windows.size() - 1).from() > 0;
                    to -= step) {
                windows.add(new Window(Math.max(0, to - max), to));
            }
        }
        return new Windows(windows);
    }
}
