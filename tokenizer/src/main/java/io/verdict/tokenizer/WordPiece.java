package io.verdict.tokenizer;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * WordPiece: the longest piece of the vocabulary first, from left to right
 * (<a href="https://arxiv.org/abs/2012.15524">Song et al. 2021</a>, section 2).
 *
 * @param vocab the pieces; one that continues a word carries the prefix
 * @param unkToken stands for a word that cannot be cut into pieces
 * @param continuingSubwordPrefix marks a piece that continues a word, {@code ##} in BERT
 * @param maxInputCharsPerWord a word of more code points is unknown
 */
record WordPiece(Vocabulary vocab, String unkToken, String continuingSubwordPrefix, int maxInputCharsPerWord)
        implements Model {

    WordPiece {
        if (vocab.id(unkToken) == null) {
            throw new TokenizerException(
                    "WordPiece: the unknown token \"" + unkToken + "\" is not in the vocabulary of " + vocab.size()
                            + " tokens; add it or name the right one as unk_token.");
        }
        if (maxInputCharsPerWord < 0) {
            throw new TokenizerException(
                    "WordPiece: max_input_chars_per_word is " + maxInputCharsPerWord + "; it must not be negative.");
        }
    }

    int unkId() {
        Integer id = vocab.id(unkToken);
        if (id == null) {
            throw new IllegalStateException(unkToken);
        }
        return id;
    }

    @Override
    public void tokenize(NormalizedText word, int wordId, TokenBuffer out) {
        int before = out.size();
        boolean known = word.length() <= maxInputCharsPerWord;
        for (int start = 0; known && start < word.length(); ) {
            int end = word.length();
            Integer id = piece(word, start, end);
            while (id == null && --end > start) {
                id = piece(word, start, end);
            }
            known = id != null;
            if (id != null) {
                out.add(id, word.start(start), word.end(end - 1), wordId);
            }
            start = end;
        }
        if (!known) {
            out.truncate(before);
            out.add(unkId(), word.start(0), word.end(word.length() - 1), wordId);
        }
    }

    private @Nullable Integer piece(NormalizedText word, int start, int end) {
        String piece = word.substring(start, end);
        return vocab.id(start == 0 ? piece : continuingSubwordPrefix + piece);
    }

    @Override
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("type", "WordPiece");
        json.addProperty("unk_token", unkToken);
        json.addProperty("continuing_subword_prefix", continuingSubwordPrefix);
        json.addProperty("max_input_chars_per_word", maxInputCharsPerWord);
        json.add("vocab", vocab.toJson());
        return json;
    }
}
