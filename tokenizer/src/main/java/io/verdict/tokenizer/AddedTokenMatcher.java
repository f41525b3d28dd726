package io.verdict.tokenizer;

import static io.verdict.tokenizer.UnicodeTable.SPACE;
import static io.verdict.tokenizer.UnicodeTable.WORD;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds added tokens in a text: the leftmost, of those the longest, without overlap. */
final class AddedTokenMatcher {
    /** A token and the code points that stand for it. */
    private record Pattern(NormalizedText content, AddedToken token, int id) {
        boolean matchesAt(NormalizedText text, int at) {
            if (at + content.length() > text.length()) {
                return false;
            }
            for (int k = 0; k < content.length(); k++) {
                if (text.codePoint(at + k) != content.codePoint(k)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A piece of text; with a token it is that token's occurrence, blanks that it took included. */
    record Split(NormalizedText text, @Nullable AddedToken token, int id) {}

    /** Patterns by their first code point, longest first, of equal length in the order they were added. */
    private final Map<Integer, List<Pattern>> patterns = new HashMap<>();

    /** {@code content} is what to look for: the token's own content, or its normalized form. */
    void add(NormalizedText content, AddedToken token, int id) {
        if (content.length() == 0) {
            throw new TokenizerException("Added token \"" + token.content() + "\" (id " + id
                    + ") is empty after normalization, so it would match everywhere; set normalized to false.");
        }
        List<Pattern> sameStart = patterns.computeIfAbsent(content.codePoint(0), c -> new ArrayList<>());
        int at = 0;
        while (at < sameStart.size() && sameStart.get(at).content.length() >= content.length()) {
            at++;
        }
        sameStart.add(at, new Pattern(content, token, id));
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Cuts a text at the tokens in it. */
    List<Split> split(NormalizedText text) {
        List<Split> splits = new ArrayList<>();
        int done = 0;
        for (int i = 0; i < text.length(); ) {
            Pattern pattern = patternAt(text, i);
            if (pattern == null) {
                i++;
                continue;
            }
            int start = i;
            int stop = i + pattern.content.length();
            i = stop; // also when the match is discarded, and whatever white space it takes
            if (pattern.token.singleWord() && touchesWord(text, start, stop)) {
                continue;
            }
            if (pattern.token.lstrip()) {
                while (start > done && UnicodeTable.INSTANCE.is(text.codePoint(start - 1), SPACE)) {
                    start--;
                }
                start = Math.max(start, done);
            }
            if (pattern.token.rstrip()) {
                while (stop < text.length() && UnicodeTable.INSTANCE.is(text.codePoint(stop), SPACE)) {
                    stop++;
                }
            }
            if (done < start) {
                splits.add(new Split(text.slice(done, start), null, -1));
            }
            splits.add(new Split(text.slice(start, stop), pattern.token, pattern.id));
            done = stop;
        }
        if (done < text.length()) {
            splits.add(new Split(text.slice(done, text.length()), null, -1));
        }
        return splits;
    }

    private @Nullable Pattern patternAt(NormalizedText text, int at) {
        for (Pattern pattern : patterns.getOrDefault(text.codePoint(at), List.of())) {
            if (pattern.matchesAt(text, at)) {
                return pattern;
            }
        }
        return null;
    }

    private static boolean touchesWord(NormalizedText text, int start, int stop) {
        return (start > 0 && UnicodeTable.INSTANCE.is(text.codePoint(start - 1), WORD))
                || (stop < text.length() && UnicodeTable.INSTANCE.is(text.codePoint(stop), WORD));
    }
}
