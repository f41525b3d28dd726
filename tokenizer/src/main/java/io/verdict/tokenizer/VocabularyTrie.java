package io.verdict.tokenizer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A vocabulary as a double-array trie: a step from a node to its child is one addition and one comparison
 * (<a href="https://doi.org/10.1109/32.31365">Aoe 1989</a>).
 *
 * <p>Its characters are codes: the code points of the vocabulary, numbered from 1, the frequent ones first; 0 stands for
 * every other code point and leads nowhere.
 */
final class VocabularyTrie {
    /** There is no such node. */
    static final int NONE = -1;

    static final int ROOT = 0;

    /** Ints a node: base, parent, id, and one unused so that a node never straddles cache lines. */
    private static final int ROW = 4;

    private final Map<Integer, Integer> codes;
    private final int[] rows;

    VocabularyTrie(Map<String, Integer> vocabulary) {
        // A table by code point while this is built: a model is often loaded for one text only, before anything is
        // compiled, and looking up boxed code points was most of that time.
        int[] table = numberCodePoints(vocabulary);
        codes = new HashMap<>();
        for (int codePoint = 0; codePoint < table.length; codePoint++) {
            if (table[codePoint] != 0) {
                codes.put(codePoint, table[codePoint]);
            }
        }
        rows = new Builder(codes.size()).build(entries(vocabulary, table));
    }

    /** The code of each code point, 0 where there is none. */
    private static int[] numberCodePoints(Map<String, Integer> vocabulary) {
        int[] frequencies = new int[Character.MAX_CODE_POINT + 1];
        for (String token : vocabulary.keySet()) {
            for (int i = 0; i < token.length(); i += Character.charCount(token.codePointAt(i))) {
                frequencies[token.codePointAt(i)]++;
            }
        }
        List<Integer> ordered = new ArrayList<>();
        for (int codePoint = 0; codePoint < frequencies.length; codePoint++) {
            if (frequencies[codePoint] != 0) {
                ordered.add(codePoint);
            }
        }
        // Sorting is stable: code points of the same frequency stay in their order.
        ordered.sort((a, b) -> Integer.compare(frequencies[b], frequencies[a]));
        int[] codes = new int[frequencies.length];
        int code = 0;
        for (int codePoint : ordered) {
            codes[codePoint] = ++code;
        }
        return codes;
    }

    /** A token as codes. */
    private static final class Entry {
        final int[] codes;
        final int id;

        Entry(int[] codes, int id) {
            this.codes = codes;
            this.id = id;
        }
    }

    /** Every token but the empty one, which no text can contain, sorted by codes. */
    private static List<Entry> entries(Map<String, Integer> vocabulary, int[] table) {
        List<Entry> entries = new ArrayList<>(vocabulary.size());
        for (Map.Entry<String, Integer> token : vocabulary.entrySet()) {
            String text = token.getKey();
            if (!text.isEmpty()) {
                int[] codes = new int[text.codePointCount(0, text.length())];
                for (int i = 0, k = 0; k < codes.length; k++) {
                    int codePoint = text.codePointAt(i);
                    codes[k] = table[codePoint];
                    i += Character.charCount(codePoint);
                }
                entries.add(new Entry(codes, token.getValue()));
            }
        }
        entries.sort((a, b) -> Arrays.compare(a.codes, b.codes));
        return entries;
    }

    /** The code of a code point; 0 when no token contains it. */
    int code(int codePoint) {
        return codes.getOrDefault(codePoint, 0);
    }

    /** The child of a node, or {@link #NONE}. */
    int child(int node, int code) {
        int next = rows[ROW * node] + code;
        return rows[ROW * next + 1] == node ? next : NONE;
    }

    /** The id of the token that ends at a node; negative when none does. */
    int id(int node) {
        return rows[ROW * node + 2];
    }

    /** The node that a text leads to, or {@link #NONE}. */
    int find(String text) {
        int node = ROOT;
        for (int i = 0; i < text.length() && node != NONE; i += Character.charCount(text.codePointAt(i))) {
            node = child(node, code(text.codePointAt(i)));
        }
        return node;
    }

    /** Places the nodes: breadth first, each at the first base where all its children find free cells. */
    private static final class Builder {
        private final int codeCount;
        private int[] rows = new int[0];
        /** Free cells as a ring through cell 0, which is the root and always taken. */
        private int[] nextFree = {0};

        private int[] previousFree = {0};

        /** Tokens {@code from} to {@code to} share their first {@code depth} codes, which lead to {@code node}. */
        private record Pending(int node, int from, int to, int depth) {}

        Builder(int codeCount) {
            this.codeCount = codeCount;
        }

        int[] build(List<Entry> entries) {
            int[][] keys = new int[entries.size()][];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = entries.get(i).codes;
            }
            reserve(1);
            ArrayDeque<Pending> queue = new ArrayDeque<>();
            queue.add(new Pending(ROOT, 0, keys.length, 0));
            for (Pending pending = queue.poll(); pending != null; pending = queue.poll()) {
                place(pending, keys, entries, queue);
            }
            return rows;
        }

        private void place(Pending pending, int[][] keys, List<Entry> entries, ArrayDeque<Pending> queue) {
            int depth = pending.depth;
            int from = pending.from;
            if (from < pending.to && keys[from].length == depth) {
                rows[ROW * pending.node + 2] = entries.get(from).id;
                from++;
            }
            if (from == pending.to) {
                return;
            }
            int[] children = childCodes(keys, from, pending.to, depth);
            int base = findBase(children);
            rows[ROW * pending.node] = base;
            for (int code : children) {
                int child = base + code;
                take(child, pending.node);
                int end = from;
                while (end < pending.to && keys[end][depth] == code) {
                    end++;
                }
                queue.add(new Pending(child, from, end, depth + 1));
                from = end;
            }
        }

        private static int[] childCodes(int[][] keys, int from, int to, int depth) {
            int[] children = new int[to - from];
            int count = 0;
            for (int i = from; i < to; i++) {
                if (count == 0 || children[count - 1] != keys[i][depth]) {
                    children[count++] = keys[i][depth];
                }
            }
            return Arrays.copyOf(children, count);
        }

        private int findBase(int[] children) {
            int cell = nextFree[0];
            while (true) {
                if (cell == 0) { // around the ring: continue behind it
                    int end = nextFree.length;
                    reserve(end + codeCount + 1);
                    cell = end;
                }
                int base = cell - children[0];
                if (base >= 0 && allFree(base, children)) {
                    reserve(base + codeCount + 1);
                    return base;
                }
                cell = nextFree[cell];
            }
        }

        private boolean allFree(int base, int[] children) {
            for (int code : children) {
                int cell = base + code;
                if (cell < nextFree.length && (cell == 0 || rows[ROW * cell + 1] != NONE)) {
                    return false;
                }
            }
            return true;
        }

        private void take(int cell, int parent) {
            rows[ROW * cell + 1] = parent;
            nextFree[previousFree[cell]] = nextFree[cell];
            previousFree[nextFree[cell]] = previousFree[cell];
        }

        /** Makes room for so many cells. */
        private void reserve(int cells) {
            int before = rows.length / ROW;
            if (cells <= before) {
                return;
            }
            int after = Math.max(cells, before + before / 2 + 256);
            rows = Arrays.copyOf(rows, ROW * after);
            nextFree = Arrays.copyOf(nextFree, after);
            previousFree = Arrays.copyOf(previousFree, after);
            for (int cell = before; cell < after; cell++) {
                rows[ROW * cell + 1] = NONE;
                rows[ROW * cell + 2] = NONE;
                if (cell > 0) {
                    int last = previousFree[0];
                    nextFree[last] = cell;
                    previousFree[cell] = last;
                    nextFree[cell] = 0;
                    previousFree[0] = cell;
                }
            }
        }
    }
}
