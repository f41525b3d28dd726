package io.verdict.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Equality with what HuggingFace's Python library wrote down; see tools/golden/tokenizer_golden.py. */
class GoldenTest {
    private static Path resources() {
        return Path.of("src/test/resources/io/verdict/tokenizer");
    }

    static Stream<String> configurations() throws IOException {
        try (Stream<Path> files = Files.list(resources().resolve("golden"))) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            assertThat(names).hasSize(17);
            return names.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void encodesAsWrittenDown(String file) throws IOException {
        JsonObject golden = read(resources().resolve("golden").resolve(file));
        JsonObject json = golden.getAsJsonObject("tokenizer");
        JsonObject original = JsonParser.parseString(TestFiles.miniLm()).getAsJsonObject();
        json.getAsJsonObject("model")
                .add("vocab", original.getAsJsonObject("model").get("vocab"));
        Tokenizer tokenizer = Tokenizer.fromJson(json.toString());
        check(tokenizer, golden);
        check(tokenizer.staged(), golden);
        check(Tokenizer.fromJson(tokenizer.toJson()), golden);
        JsonElement batch = golden.get("batch");
        if (batch.isJsonObject()) {
            checkBatch(tokenizer, batch.getAsJsonObject());
        }
    }

    /** Folders of vocab.txt, tokenizer_config.json and special_tokens_map.json, as transformers reads them. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "cased", "stripped", "added", "renamed"})
    void vocabularyFilesEncodeAsInTransformers(String name) throws IOException {
        Path folder = resources().resolve("vocab").resolve(name);
        JsonObject golden = read(resources().resolve("vocab").resolve(name + ".json"));
        check(Tokenizer.load(folder), golden);
        check(Tokenizer.load(folder.resolve("vocab.txt")), golden);
        check(Tokenizer.fromJson(Tokenizer.load(folder).toJson()), golden);
    }

    private static JsonObject read(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    private static void check(Tokenizer tokenizer, JsonObject golden) {
        for (JsonElement element : golden.getAsJsonArray("cases")) {
            JsonObject wanted = element.getAsJsonObject();
            int repeat = wanted.has("repeat") ? wanted.get("repeat").getAsInt() : 1;
            String text = wanted.get("text").getAsString().repeat(repeat);
            String pair = wanted.has("pair") ? wanted.get("pair").getAsString() : null;
            if (wanted.has("error")) {
                assertThatThrownBy(() -> tokenizer.encode(text, pair, true))
                        .isInstanceOf(TokenizerException.class)
                        .hasMessageStartingWith("Truncation: ");
                continue;
            }
            Encoding encoding = tokenizer.encode(text, pair, true);
            check(encoding, wanted.getAsJsonObject("encoding"), text, pair);
            assertThat(tokenizer.decode(encoding.ids(), true))
                    .isEqualTo(wanted.get("decoded").getAsString());
            if (pair == null) {
                assertThat(tokenizer.encodeIds(text)).isEqualTo(encoding.ids());
            }
        }
    }

    private static void checkBatch(Tokenizer tokenizer, JsonObject batch) {
        List<String> texts = batch.getAsJsonArray("texts").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
        List<Encoding> encodings = tokenizer.encodeAll(texts);
        JsonArray wanted = batch.getAsJsonArray("encodings");
        assertThat(encodings).hasSize(wanted.size());
        for (int i = 0; i < encodings.size(); i++) {
            check(encodings.get(i), wanted.get(i).getAsJsonObject(), texts.get(i), null);
        }
    }

    private static void check(Encoding encoding, JsonObject wanted, String text, @Nullable String pair) {
        assertThat(encoding.ids()).as(text).isEqualTo(ints(wanted, "ids"));
        assertThat(encoding.tokens())
                .as(text)
                .isEqualTo(wanted.getAsJsonArray("tokens").asList().stream()
                        .map(JsonElement::getAsString)
                        .toList());
        assertThat(encoding.typeIds()).as(text).isEqualTo(ints(wanted, "type_ids"));
        assertThat(encoding.attentionMask()).as(text).isEqualTo(ints(wanted, "attention_mask"));
        assertThat(encoding.specialTokensMask()).as(text).isEqualTo(ints(wanted, "special_tokens_mask"));
        checkPlaces(encoding, wanted, text, pair);
        JsonArray overflowing = wanted.has("overflowing") ? wanted.getAsJsonArray("overflowing") : new JsonArray();
        assertThat(encoding.overflowing()).hasSize(overflowing.size());
        for (int i = 0; i < overflowing.size(); i++) {
            check(encoding.overflowing().get(i), overflowing.get(i).getAsJsonObject(), text, pair);
        }
    }

    private static void checkPlaces(Encoding encoding, JsonObject wanted, String text, @Nullable String pair) {
        List<CodePointIndex> indices = List.of(CodePointIndex.of(text), CodePointIndex.of(pair == null ? "" : pair));
        List<String> expected = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        for (int i = 0; i < encoding.length(); i++) {
            JsonArray span = wanted.getAsJsonArray("offsets").get(i).getAsJsonArray();
            JsonElement wordId = wanted.getAsJsonArray("word_ids").get(i);
            expected.add(span.get(0) + "-" + span.get(1) + " word " + (wordId.isJsonNull() ? "-1" : wordId));
            CodePointIndex index = indices.get(Math.max(0, encoding.sequenceId(i)));
            actual.add(index.codePoints(encoding.start(i)) + "-" + index.codePoints(encoding.end(i)) + " word "
                    + encoding.wordId(i));
        }
        assertThat(actual).as(text).isEqualTo(expected);
    }

    private static int[] ints(JsonObject json, String name) {
        return json.getAsJsonArray(name).asList().stream()
                .mapToInt(JsonElement::getAsInt)
                .toArray();
    }
}
