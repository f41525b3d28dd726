package io.verdict.tokenizer;

import static io.verdict.tokenizer.UnicodeTable.PUNCTUATION;
import static io.verdict.tokenizer.UnicodeTable.SPACE;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Words end at white space; every punctuation character is a word of its own. */
record BertPreTokenizer() implements PreTokenizer {

    @Override
    public List<NormalizedText> preTokenize(NormalizedText text) {
        List<NormalizedText> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (UnicodeTable.INSTANCE.is(text.codePoint(i), SPACE | PUNCTUATION)) {
                addWord(words, text, start, i);
                if (!UnicodeTable.INSTANCE.is(text.codePoint(i), SPACE)) {
                    addWord(words, text, i, i + 1);
                }
                start = i + 1;
            }
        }
        addWord(words, text, start, text.length());
        return words;
    }

    private static void addWord(List<NormalizedText> words, NormalizedText text, int from, int to) {
        if (from < to) {
            words.add(text.slice(from, to));
        }
    }

    @Override
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("type", "BertPreTokenizer");
        return json;
    }
}
