package io.verdict.tokenizer;

import static io.verdict.tokenizer.UnicodeTable.CHINESE;
import static io.verdict.tokenizer.UnicodeTable.MARK;
import static io.verdict.tokenizer.UnicodeTable.REMOVED;
import static io.verdict.tokenizer.UnicodeTable.SPACE;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The normalizer of BERT: four steps, each optional, in this order.
 *
 * @param cleanText removes control characters and turns all white space into blanks
 * @param handleChineseChars puts blanks around CJK ideographs, so that each becomes a word
 * @param stripAccents decomposes (NFD) and removes nonspacing marks; null means "as {@code lowercase}"
 * @param lowercase lowercases each character by itself
 */
record BertNormalizer(
        boolean cleanText,
        boolean handleChineseChars,
        @Nullable Boolean stripAccents,
        boolean lowercase) implements Normalizer {

    boolean stripsAccents() {
        return stripAccents == null ? lowercase : stripAccents;
    }

    @Override
    public NormalizedText normalize(NormalizedText text) {
        NormalizedText result = text;
        if (cleanText) {
            result = clean(result);
        }
        if (handleChineseChars) {
            result = isolateChinese(result);
        }
        if (stripsAccents()) {
            result = removeMarks(CanonicalDecomposition.of(result));
        }
        if (lowercase) {
            result = lower(result);
        }
        return result;
    }

    private static NormalizedText clean(NormalizedText text) {
        NormalizedText result = new NormalizedText(text.length());
        for (int i = 0; i < text.length(); i++) {
            int c = text.codePoint(i);
            boolean lineBreakOrTab = c == '\t' || c == '\n' || c == '\r'; // control characters, but white space here
            if (lineBreakOrTab || !UnicodeTable.INSTANCE.is(c, REMOVED)) {
                result.add(UnicodeTable.INSTANCE.is(c, SPACE) ? ' ' : c, text, i);
            }
        }
        return result;
    }

    private static NormalizedText isolateChinese(NormalizedText text) {
        NormalizedText result = new NormalizedText(text.length());
        for (int i = 0; i < text.length(); i++) {
            boolean chinese = UnicodeTable.INSTANCE.is(text.codePoint(i), CHINESE);
            if (chinese) {
                result.add(' ', text, i);
            }
            result.add(text.codePoint(i), text, i);
            if (chinese) {
                result.add(' ', text, i);
            }
        }
        return result;
    }

    private static NormalizedText removeMarks(NormalizedText text) {
        NormalizedText result = new NormalizedText(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (!UnicodeTable.INSTANCE.is(text.codePoint(i), MARK)) {
                result.add(text.codePoint(i), text, i);
            }
        }
        return result;
    }

    private static NormalizedText lower(NormalizedText text) {
        NormalizedText result = new NormalizedText(text.length());
        for (int i = 0; i < text.length(); i++) {
            for (int c : UnicodeTable.INSTANCE.lowercase(text.codePoint(i))) {
                result.add(c, text, i);
            }
        }
        return result;
    }

    @Override
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("type", "BertNormalizer");
        json.addProperty("clean_text", cleanText);
        json.addProperty("handle_chinese_chars", handleChineseChars);
        if (stripAccents == null) {
            json.add("strip_accents", JsonNull.INSTANCE);
        } else {
            json.addProperty("strip_accents", stripAccents);
        }
        json.addProperty("lowercase", lowercase);
        return json;
    }
}
