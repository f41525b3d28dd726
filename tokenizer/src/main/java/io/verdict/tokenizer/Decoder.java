package io.verdict.tokenizer;

import com.google.gson.JsonObject;
import java.util.List;

/** Joins tokens to text again. */
sealed interface Decoder permits WordPieceDecoder {
    String decode(List<String> tokens);

    JsonObject toJson();
}
