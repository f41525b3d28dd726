package io.verdict.tokenizer;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** The tokenizer.json of all-MiniLM-L6-v2 (bert-base-uncased's vocabulary), as it is and changed for a test. */
final class TestFiles {
    private static final String MINILM = readMiniLm();

    private TestFiles() {}

    private static String readMiniLm() {
        try (var in = Objects.requireNonNull(
                TestFiles.class.getResourceAsStream("/all-minilm-l6-v2-tokenizer.json"), "the MiniLM jar")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it stands in the jar: truncates to 128 and pads to 128. */
    static String miniLm() {
        return MINILM;
    }

    /** Without truncation and padding, then changed. */
    static String miniLm(Consumer<JsonObject> change) {
        JsonObject json = JsonParser.parseString(MINILM).getAsJsonObject();
        json.remove("truncation");
        json.remove("padding");
        change.accept(json);
        return json.toString();
    }

    /** Keeps the special tokens, the single characters and the most frequent words, so that loading takes no time. */
    static void shrink(JsonObject json) {
        json.getAsJsonObject("model")
                .getAsJsonObject("vocab")
                .entrySet()
                .removeIf(entry -> entry.getValue().getAsInt() >= 2500);
    }

    /** Changes a part to what a piece of JSON says. */
    static void set(JsonObject json, String name, String value) {
        json.add(name, JsonParser.parseString(value));
    }

    /** Adds tokens, new or in the model's vocabulary; each entry is content and flags, {@code "content|flags"}. */
    static void addTokens(JsonObject json, List<String> tokens) {
        JsonObject vocab = json.getAsJsonObject("model").getAsJsonObject("vocab");
        int next = vocab.size();
        for (String token : tokens) {
            String[] parts = token.split("\\|", -1);
            AddedToken added = new AddedToken(
                    parts[0],
                    parts[1].contains("word"),
                    parts[1].contains("left"),
                    parts[1].contains("right"),
                    parts[1].contains("normalized"),
                    parts[1].contains("special"));
            int id = vocab.has(parts[0]) ? vocab.get(parts[0]).getAsInt() : next++;
            json.getAsJsonArray("added_tokens").add(added.toJson(id));
        }
    }
}
