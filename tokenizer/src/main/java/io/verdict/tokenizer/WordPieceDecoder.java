package io.verdict.tokenizer;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * Joins word pieces.
 *
 * @param prefix marks a piece that continues a word
 * @param cleanup takes out blanks before punctuation and in English contractions
 */
record WordPieceDecoder(String prefix, boolean cleanup) implements Decoder {

    @Override
    public String decode(List<String> tokens) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (i > 0) {
                token = token.startsWith(prefix) ? token.substring(prefix.length()) : " " + token;
            }
            text.append(cleanup ? cleanUp(token) : token);
        }
        return text.toString();
    }

    /** Token by token and in this order, as the reference does it. */
    private static String cleanUp(String token) {
        return token.replace(" .", ".")
                .replace(" ?", "?")
                .replace(" !", "!")
                .replace(" ,", ",")
                .replace(" ' ", "'")
                .replace(" n't", "n't")
                .replace(" 'm", "'m")
                .replace(" do not", " don't")
                .replace(" 's", "'s")
                .replace(" 've", "'ve")
                .replace(" 're", "'re");
    }

    @Override
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("type", "WordPiece");
        json.addProperty("prefix", prefix);
        json.addProperty("cleanup", cleanup);
        return json;
    }
}
