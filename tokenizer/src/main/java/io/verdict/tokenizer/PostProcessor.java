package io.verdict.tokenizer;

import com.google.gson.JsonObject;
import java.util.List;

/** Says where special tokens stand around a sequence and around a pair. */
sealed interface PostProcessor permits TemplateProcessing, BertProcessing {

    /** One element of a layout. */
    sealed interface Piece {
        int typeId();
    }

    /** The tokens of the first (0) or second (1) sequence. */
    record Sequence(int index, int typeId) implements Piece {}

    /** Tokens that the layout itself brings in. */
    record SpecialTokens(String id, List<Integer> ids, List<String> tokens, int typeId) implements Piece {
        public SpecialTokens {
            ids = List.copyOf(ids);
            tokens = List.copyOf(tokens);
        }
    }

    /** The order of things when nothing is added. */
    List<Piece> BARE_SINGLE = List.of(new Sequence(0, 0));

    List<Piece> BARE_PAIR = List.of(new Sequence(0, 0), new Sequence(1, 1));

    List<Piece> single();

    List<Piece> pair();

    JsonObject toJson();

    /** The number of special tokens in a layout. */
    static int addedTokens(List<Piece> layout) {
        int added = 0;
        for (Piece piece : layout) {
            added += piece instanceof SpecialTokens special ? special.ids().size() : 0;
        }
        return added;
    }
}
