package io.verdict.tokenizer;

import com.google.gson.JsonObject;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tokens and their ids, one to one. */
final class Vocabulary {
    /** Far above any vocabulary in use; keeps a damaged file from asking for gigabytes. */
    private static final int LARGEST_ID = (1 << 24) - 1;

    private final Map<String, Integer> ids;
    private final @Nullable String[] tokens;

    Vocabulary(Map<String, Integer> ids) {
        // Not Map.copyOf: its linear probing is quadratic on tokens whose hash codes lie side by side.
        this.ids = Collections.unmodifiableMap(new HashMap<>(ids));
        int size = 0;
        for (Map.Entry<String, Integer> entry : ids.entrySet()) {
            int id = entry.getValue();
            if (id < 0 || id > LARGEST_ID) {
                throw new TokenizerException("Vocabulary: token \"" + entry.getKey() + "\" has the id " + id
                        + "; ids lie between 0 and " + LARGEST_ID + ".");
            }
            size = Math.max(size, id + 1);
        }
        tokens = new String[size];
        for (Map.Entry<String, Integer> entry : ids.entrySet()) {
            String other = tokens[entry.getValue()];
            if (other != null) {
                String a = other.compareTo(entry.getKey()) < 0 ? other : entry.getKey();
                String b = a.equals(other) ? entry.getKey() : other;
                throw new TokenizerException("Vocabulary: tokens \"" + a + "\" and \"" + b + "\" have the same id "
                        + entry.getValue() + "; each token needs its own.");
            }
            tokens[entry.getValue()] = entry.getKey();
        }
    }

    int size() {
        return ids.size();
    }

    @Nullable
    Integer id(String token) {
        return ids.get(token);
    }

    @Nullable
    String token(int id) {
        return id >= 0 && id < tokens.length ? tokens[id] : null;
    }

    Map<String, Integer> asMap() {
        return ids;
    }

    /** Token to id, ascending by id. */
    JsonObject toJson() {
        JsonObject json = new JsonObject();
        for (int id = 0; id < tokens.length; id++) {
            String token = tokens[id];
            if (token != null) {
                json.addProperty(token, id);
            }
        }
        return json;
    }

    /** This vocabulary with more tokens, which may be in it already. */
    Vocabulary with(Map<String, Integer> more) {
        if (ids.entrySet().containsAll(more.entrySet())) {
            return this;
        }
        Map<String, Integer> all = new HashMap<>(ids);
        all.putAll(more);
        return new Vocabulary(all);
    }
}
