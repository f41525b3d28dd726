package io.verdict.tokenizer;

import io.verdict.tokenizer.PostProcessor.Piece;
import io.verdict.tokenizer.PostProcessor.Sequence;
import io.verdict.tokenizer.PostProcessor.SpecialTokens;
import io.verdict.tokenizer.Windows.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * An encoding in the making: the stretches of tokens it will hold, in order, and the drafts that overflow from it.
 *
 * <p>How overflowing parts of two sequences combine, nested ones included, follows HuggingFace's
 * {@code Encoding::merge_with}.
 */
final class Draft {
    /** Some tokens of one sequence, or special tokens. */
    sealed interface Stretch {
        int length();
    }

    /** Tokens of a sequence. */
    record Tokens(TokenBuffer buffer, Window window, int sequence, int typeId) implements Stretch {
        @Override
        public int length() {
            return window.to() - window.from();
        }
    }

    /** Special tokens of the layout. */
    record Specials(SpecialTokens tokens) implements Stretch {
        @Override
        public int length() {
            return tokens.ids().size();
        }
    }

    private final List<Stretch> stretches = new ArrayList<>();
    private List<Draft> overflowing = new ArrayList<>();

    private Draft() {}

    /** Lays out sequences, each with its tokens and its windows. */
    static Draft of(List<Piece> layout, List<TokenBuffer> sequences, List<Windows> windows, boolean addSpecialTokens) {
        Draft draft = new Draft();
        for (Piece piece : layout) {
            if (piece instanceof Sequence sequence) {
                int index = sequence.index();
                draft.merge(ofSequence(sequence, sequences.get(index), windows.get(index)));
            } else if (piece instanceof SpecialTokens special && addSpecialTokens) {
                draft.merge(ofStretch(new Specials(special)));
            }
        }
        return draft;
    }

    private static Draft ofSequence(Sequence sequence, TokenBuffer tokens, Windows windows) {
        int index = sequence.index();
        Draft draft = ofStretch(new Tokens(tokens, windows.kept(), index, sequence.typeId()));
        for (Window window : windows.overflowing()) {
            // The layout's type id reaches the kept part only; what overflows has the sequence's own number.
            draft.overflowing.add(ofStretch(new Tokens(tokens, window, index, index)));
        }
        return draft;
    }

    private static Draft ofStretch(Stretch stretch) {
        Draft draft = new Draft();
        draft.stretches.add(stretch);
        return draft;
    }

    private Draft copy() {
        Draft copy = new Draft();
        copy.stretches.addAll(stretches);
        copy.overflowing.addAll(overflowing); // never changed once they are in the list
        return copy;
    }

    private Draft mergedWith(Draft next) {
        Draft merged = copy();
        merged.merge(next);
        return merged;
    }

    private void merge(Draft next) {
        List<Draft> combined = new ArrayList<>();
        for (Draft mine : overflowing) {
            combined.add(mine.mergedWith(next));
            for (Draft other : next.overflowing) {
                combined.add(mine.mergedWith(other));
            }
        }
        for (Draft other : next.overflowing) {
            combined.add(mergedWith(other));
        }
        stretches.addAll(next.stretches);
        overflowing = combined;
    }

    int length() {
        int length = 0;
        for (Stretch stretch : stretches) {
            length += stretch.length();
        }
        return length;
    }

    List<Stretch> stretches() {
        return List.copyOf(stretches);
    }

    List<Draft> overflowing() {
        return List.copyOf(overflowing);
    }
}
