package io.verdict.tokenizer;

import com.google.gson.JsonObject;

/**
 * A token that is cut out of the text before the model sees it.
 *
 * @param content the text to find
 * @param singleWord only where no word character touches it
 * @param lstrip takes the white space on its left with it
 * @param rstrip takes the white space on its right with it
 * @param normalized looked for in the normalized text, in its own normalized form, instead of in the raw text
 * @param special left out by decoding when asked
 */
record AddedToken(
        String content, boolean singleWord, boolean lstrip, boolean rstrip, boolean normalized, boolean special) {

    /** A special token such as {@code [CLS]}, found as it stands in the raw text. */
    static AddedToken special(String content) {
        return new AddedToken(content, false, false, false, false, true);
    }

    JsonObject toJson(int id) {
        JsonObject json = new JsonObject();
        json.addProperty("id", id);
        json.addProperty("content", content);
        json.addProperty("single_word", singleWord);
        json.addProperty("lstrip", lstrip);
        json.addProperty("rstrip", rstrip);
        json.addProperty("normalized", normalized);
        json.addProperty("special", special);
        return json;
    }
}
