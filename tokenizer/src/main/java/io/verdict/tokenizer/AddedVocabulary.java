package io.verdict.tokenizer;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The added tokens of a tokenizer, their ids, and the two matchers that find them in raw and normalized text. */
final class AddedVocabulary {
    private final TreeMap<Integer, AddedToken> tokensById = new TreeMap<>();
    private final Set<String> specialContents = new HashSet<>();
    private final AddedTokenMatcher raw = new AddedTokenMatcher();
    private final AddedTokenMatcher normalized = new AddedTokenMatcher();
    private final List<String> rawContents = new ArrayList<>();

    /** {@code tokens} in the order of the file, which decides between tokens that normalize to the same text. */
    AddedVocabulary(Map<Integer, AddedToken> tokens, @Nullable Normalizer normalizer) {
        tokensById.putAll(tokens);
        // Special tokens first: HuggingFace's library builds its matchers in this order.
        for (boolean special : new boolean[] {true, false}) {
            tokens.forEach((id, token) -> {
                if (token.special() == special) {
                    addToMatcher(id, token, normalizer);
                }
            });
        }
    }

    private void addToMatcher(int id, AddedToken token, @Nullable Normalizer normalizer) {
        if (token.special()) {
            specialContents.add(token.content());
        }
        NormalizedText content = NormalizedText.of(token.content());
        if (!token.normalized()) {
            raw.add(content, token, id);
            rawContents.add(token.content());
        } else {
            normalized.add(normalizer == null ? content : normalizer.normalize(content), token, id);
        }
    }

    /** Cuts raw text at the tokens that are looked for in raw text. */
    List<AddedTokenMatcher.Split> splitRaw(NormalizedText text) {
        return raw.split(text);
    }

    /** Cuts normalized text at the tokens that are looked for in normalized text. */
    List<AddedTokenMatcher.Split> splitNormalized(NormalizedText text) {
        return normalized.split(text);
    }

    boolean looksIntoNormalizedText() {
        return !normalized.isEmpty();
    }

    /** What is looked for in raw text. */
    List<String> rawContents() {
        return List.copyOf(rawContents);
    }

    boolean isSpecial(String token) {
        return specialContents.contains(token);
    }

    /** Token to id. */
    Map<String, Integer> ids() {
        Map<String, Integer> ids = new LinkedHashMap<>();
        tokensById.forEach((id, token) -> ids.put(token.content(), id));
        return ids;
    }

    JsonArray toJson() {
        JsonArray json = new JsonArray();
        tokensById.forEach((id, token) -> json.add(token.toJson(id)));
        return json;
    }
}
