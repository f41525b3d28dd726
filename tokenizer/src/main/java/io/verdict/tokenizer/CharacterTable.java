package io.verdict.tokenizer;

import static io.verdict.tokenizer.UnicodeTable.MARK;
import static io.verdict.tokenizer.UnicodeTable.PUNCTUATION;
import static io.verdict.tokenizer.UnicodeTable.SPACE;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What each code point comes to after one normalizer and the pre-tokenizer, in the codes of one vocabulary: a whole
 * pipeline stage as a table. Filled page by page on first use, from the normalizer itself; safe for several threads.
 *
 * <p>An entry is a kind in bits 28 to 30 and a payload below. It is negative when an added token may begin here.
 */
final class CharacterTable {
    /** A character of a word; the payload is its code. The kind is 0, so that the entry is the code. */
    static final int LETTER = 0;
    /** A word of its own; the payload is its code. */
    static final int ISOLATED = 1;
    /** Ends a word. */
    static final int BLANK = 2;
    /** Leaves no trace. */
    static final int NOTHING = 3;
    /** Becomes several: the payload is their place in the page, the number of them there, then their entries. */
    static final int SEVERAL = 4;
    /** What becomes of it depends on its neighbours: a mark that stays and that NFD may move. */
    static final int CONTEXTUAL = 5;

    static final int KIND_SHIFT = 28;
    static final int PAYLOAD = (1 << KIND_SHIFT) - 1;
    static final int MAY_BEGIN_ADDED_TOKEN = Integer.MIN_VALUE;

    private static final int PAGE = 256;

    private final @Nullable Normalizer normalizer;
    private final VocabularyTrie trie;
    private final Set<Integer> addedTokenStarts = new HashSet<>();
    private final AtomicReferenceArray<int[]> pages = new AtomicReferenceArray<>((Character.MAX_CODE_POINT + 1) / PAGE);
    private final int[] ascii;

    CharacterTable(@Nullable Normalizer normalizer, VocabularyTrie trie, List<String> addedTokens) {
        this.normalizer = normalizer;
        this.trie = trie;
        for (String token : addedTokens) {
            addedTokenStarts.add(token.codePointAt(0));
        }
        ascii = Arrays.copyOf(page(0), 128);
    }

    /** The entries of ASCII, {@code [128]}; must not be changed. */
    int[] ascii() {
        return ascii;
    }

    int entry(int codePoint) {
        return page(codePoint)[codePoint % PAGE];
    }

    /** The page of a code point, for {@link #SEVERAL}; must not be changed. */
    int[] page(int codePoint) {
        int number = codePoint / PAGE;
        int[] page = pages.getAcquire(number);
        if (page == null) {
            page = buildPage(number * PAGE);
            pages.setRelease(number, page);
        }
        return page;
    }

    private int[] buildPage(int first) {
        int[] page = new int[PAGE];
        int end = PAGE;
        for (int i = 0; i < PAGE; i++) {
            int codePoint = first + i;
            NormalizedText becomes = normalize(codePoint);
            int[] entries = new int[becomes.length()];
            for (int k = 0; k < entries.length; k++) {
                entries[k] = classify(becomes.codePoint(k));
            }
            if (staysMovable(codePoint)) {
                page[i] = CONTEXTUAL << KIND_SHIFT;
            } else if (entries.length == 0) {
                page[i] = NOTHING << KIND_SHIFT;
            } else if (entries.length == 1) {
                page[i] = entries[0];
            } else {
                page[i] = SEVERAL << KIND_SHIFT | end;
                page = Arrays.copyOf(page, end + 1 + entries.length);
                page[end] = entries.length;
                System.arraycopy(entries, 0, page, end + 1, entries.length);
                end = page.length;
            }
            if (addedTokenStarts.contains(codePoint)) {
                page[i] |= MAY_BEGIN_ADDED_TOKEN;
            }
        }
        return page;
    }

    private NormalizedText normalize(int codePoint) {
        NormalizedText single = new NormalizedText(1);
        single.add(codePoint, 0, 1);
        return normalizer == null ? single : normalizer.normalize(single);
    }

    private int classify(int codePoint) {
        if (UnicodeTable.INSTANCE.is(codePoint, SPACE)) {
            return BLANK << KIND_SHIFT;
        }
        int kind = UnicodeTable.INSTANCE.is(codePoint, PUNCTUATION) ? ISOLATED : LETTER;
        return kind << KIND_SHIFT | trie.code(codePoint);
    }

    /** Marks that strip_accents takes out may move about as they like; any other one drags offsets along. */
    private boolean staysMovable(int codePoint) {
        if (!(normalizer instanceof BertNormalizer bert) || !bert.stripsAccents()) {
            return false;
        }
        for (int part : UnicodeTable.INSTANCE.decomposition(codePoint)) {
            if (UnicodeTable.INSTANCE.combiningClass(part) != 0 && !UnicodeTable.INSTANCE.is(part, MARK)) {
                return true;
            }
        }
        return false;
    }
}
