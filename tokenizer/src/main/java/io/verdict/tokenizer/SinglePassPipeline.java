package io.verdict.tokenizer;

import static io.verdict.tokenizer.CharacterTable.BLANK;
import static io.verdict.tokenizer.CharacterTable.ISOLATED;
import static io.verdict.tokenizer.CharacterTable.KIND_SHIFT;
import static io.verdict.tokenizer.CharacterTable.LETTER;
import static io.verdict.tokenizer.CharacterTable.NOTHING;
import static io.verdict.tokenizer.CharacterTable.PAYLOAD;
import static io.verdict.tokenizer.CharacterTable.SEVERAL;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole pipeline in one pass over the text: a table turns each code point into codes of the vocabulary, a trie cuts
 * each word as it ends. No object per character or word.
 *
 * <p>Two rare things are left to the stage by stage pipeline, for the whole text: an added token in it, and a mark that
 * decomposition would move and that stays in the text.
 */
final class SinglePassPipeline implements Pipeline {
    private final Pipeline fallback;
    private final CharacterTable table;
    private final VocabularyTrie trie;
    /** Where the pieces that continue a word begin in the trie; {@link VocabularyTrie#NONE} when there are none. */
    private final int continuation;

    private final int unkId;
    private final int maxInputCharsPerWord;
    private final List<String> addedTokens;

    SinglePassPipeline(
            Pipeline fallback, @Nullable Normalizer normalizer, WordPiece model, AddedVocabulary addedVocabulary) {
        this.fallback = fallback;
        trie = new VocabularyTrie(model.vocab().asMap());
        continuation = trie.find(model.continuingSubwordPrefix());
        unkId = model.unkId();
        maxInputCharsPerWord = model.maxInputCharsPerWord();
        addedTokens = addedVocabulary.rawContents();
        table = new CharacterTable(normalizer, trie, addedTokens);
    }

    /** Whether a tokenizer's added tokens can be told from their first character in the raw text. */
    static boolean supports(AddedVocabulary addedVocabulary) {
        return !addedVocabulary.looksIntoNormalizedText()
                // An unpaired surrogate counts as U+FFFD, which comparing chars would not see.
                && addedVocabulary.rawContents().stream().noneMatch(token -> token.indexOf('\uFFFD') >= 0);
    }

    @Override
    public void tokenize(String text, TokenBuffer out) {
        if (!new Pass(text, out).run()) {
            out.clear();
            fallback.tokenize(text, out);
        }
    }

    /** One pass over one text. */
    private final class Pass {
        private final char[] text;
        private final TokenBuffer out;
        private final int[] ascii = table.ascii();
        /** The codes of the word at hand, and for each the range of the text that it came from. */
        private final int[] codes;

        private final int[] starts;
        private final int[] ends;
        private int length;
        private int wordEnd;
        private int wordId;

        Pass(String text, TokenBuffer out) {
            this.text = text.toCharArray();
            this.out = out;
            int capacity = (int) Math.min(maxInputCharsPerWord + 1L, 4L * text.length() + 1); // NFD: at most 4 for 1
            codes = new int[capacity];
            starts = new int[capacity];
            ends = new int[capacity];
        }

        /** False when the text needs the other pipeline; what was put out is then void. */
        boolean run() {
            for (int i = 0; i < text.length; ) {
                char c = text[i];
                int next = i + 1;
                int codePoint = c;
                int entry;
                if (c < 128) {
                    entry = ascii[c];
                } else {
                    if (Character.isSurrogate(c)) {
                        codePoint = pairAt(i);
                        next = i + Character.charCount(codePoint);
                    }
                    entry = table.entry(codePoint);
                }
                if (entry < 0) {
                    if (addedTokenAt(i)) {
                        return false;
                    }
                    entry &= Integer.MAX_VALUE;
                }
                if (entry <= PAYLOAD) { // LETTER, by far the most frequent
                    append(entry, i, next);
                } else if (!put(entry, codePoint, i, next)) {
                    return false;
                }
                i = next;
            }
            endWord();
            return true;
        }

        /** The code point of a surrogate pair, or U+FFFD for a surrogate that stands alone. */
        private int pairAt(int i) {
            return i + 1 < text.length && Character.isSurrogatePair(text[i], text[i + 1])
                    ? Character.toCodePoint(text[i], text[i + 1])
                    : 0xFFFD;
        }

        private boolean put(int entry, int codePoint, int start, int end) {
            switch (entry >>> KIND_SHIFT) {
                case LETTER -> append(entry, start, end);
                case BLANK -> endWord();
                case ISOLATED -> {
                    endWord();
                    append(entry & PAYLOAD, start, end);
                    endWord();
                }
                case NOTHING -> {}
                case SEVERAL -> {
                    int[] page = table.page(codePoint);
                    int at = entry & PAYLOAD;
                    for (int k = 1; k <= page[at]; k++) {
                        put(page[at + k], codePoint, start, end);
                    }
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        private void append(int code, int start, int end) {
            int at = length++;
            if (at < codes.length) {
                codes[at] = code;
                starts[at] = start;
                ends[at] = end;
            }
            wordEnd = end;
        }

        private void endWord() {
            if (length > 0) {
                int before = out.size();
                if (length > maxInputCharsPerWord || !cutWord()) {
                    out.truncate(before);
                    out.add(unkId, starts[0], wordEnd, wordId);
                }
                wordId++;
                length = 0;
            }
        }

        /** Puts out the pieces of the word; false when it cannot be cut, with some pieces put out already. */
        private boolean cutWord() {
            int node = VocabularyTrie.ROOT;
            for (int start = 0; start < length; ) {
                int end = start;
                int id = -1;
                for (int i = start; i < length; i++) {
                    node = node == VocabularyTrie.NONE ? node : trie.child(node, codes[i]);
                    if (node == VocabularyTrie.NONE) {
                        break;
                    }
                    int found = trie.id(node);
                    if (found >= 0) {
                        id = found;
                        end = i + 1;
                    }
                }
                if (id < 0) {
                    return false;
                }
                out.add(id, starts[start], ends[end - 1], wordId);
                start = end;
                node = continuation;
            }
            return true;
        }

        private boolean addedTokenAt(int at) {
            for (String token : addedTokens) {
                if (startsAt(token, at)) {
                    return true;
                }
            }
            return false;
        }

        private boolean startsAt(String token, int at) {
            if (at + token.length() > text.length) {
                return false;
            }
            for (int k = 0; k < token.length(); k++) {
                if (text[at + k] != token.charAt(k)) {
                    return false;
                }
            }
            return true;
        }
    }
}
