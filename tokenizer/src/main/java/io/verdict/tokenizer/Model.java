package io.verdict.tokenizer;

import com.google.gson.JsonObject;

/** Cuts one word into tokens of a vocabulary. */
sealed interface Model permits WordPiece {
    Vocabulary vocab();

    void tokenize(NormalizedText word, int wordId, TokenBuffer out);

    JsonObject toJson();
}
