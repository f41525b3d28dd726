package io.verdict.tokenizer;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Equality with HuggingFace's library, side by side, over random texts. */
class HuggingFaceParityTest {
    private static final List<String> PIECES = List.of(
            "the",
            "unaffable",
            " hello world ",
            "don't",
            "[CLS]",
            "[SEP]",
            " [MASK] ",
            "[UNK]",
            "[mask]",
            "##ing",
            "embeddings",
            "日本語",
            "한국어",
            "\r\n",
            "http://example.com/a?b=c",
            "$3.50",
            "\uFEFF",
            "e\u0301",
            "[PAD]x");

    static Consumer<JsonObject> normalizer(boolean clean, boolean chinese, String strip, boolean lower) {
        return json -> TestFiles.set(
                json,
                "normalizer",
                "{\"type\":\"BertNormalizer\",\"clean_text\":" + clean + ",\"handle_chinese_chars\":" + chinese
                        + ",\"strip_accents\":" + strip + ",\"lowercase\":" + lower + "}");
    }

    static Stream<Arguments> configurations() {
        Consumer<JsonObject> addedTokens = json -> TestFiles.addTokens(
                json,
                List.of(
                        "Hello World|normalized",
                        "émb|normalized word",
                        "<L>|left",
                        "<R>|right special",
                        "<B>|left right special",
                        "<W>|word",
                        "Grün|normalized left right word",
                        "  x|",
                        "日本|normalized",
                        "<L><R>|special",
                        "abcq|normalized",
                        "ab|normalized"));
        return Stream.of(
                Arguments.of("uncased", 100_000, normalizer(true, true, "null", true)),
                Arguments.of("cased", 10_000, normalizer(true, true, "null", false)),
                Arguments.of("lowercase, accents kept", 10_000, normalizer(true, true, "false", true)),
                Arguments.of("cased, accents stripped", 10_000, normalizer(true, true, "true", false)),
                Arguments.of("not cleaned", 10_000, normalizer(false, true, "null", true)),
                Arguments.of("Chinese not isolated", 10_000, normalizer(true, false, "null", true)),
                Arguments.of("nothing normalized", 10_000, normalizer(false, false, "null", false)),
                Arguments.of("no normalizer", 5_000, (Consumer<JsonObject>) json -> json.remove("normalizer")),
                Arguments.of("no post-processor", 2_000, (Consumer<JsonObject>) json -> json.remove("post_processor")),
                Arguments.of("added tokens", 20_000, addedTokens),
                Arguments.of(
                        "added tokens, cased",
                        10_000,
                        normalizer(true, true, "null", false).andThen(addedTokens)));
    }

    @ParameterizedTest(name = "{0}, {1} texts")
    @MethodSource("configurations")
    void randomTextsEncodeAsInHuggingFace(String name, int count, Consumer<JsonObject> change) {
        String json = TestFiles.miniLm(change);
        Tokenizer tokenizer = Tokenizer.fromJson(json);
        List<String> pieces = new ArrayList<>(PIECES);
        pieces.addAll(List.of(
                "<L>", " <R>\t", "  <B> ", "<W>", "grün", " GRU\u0308N ", "  x", "HELLO world", "embed", "ÉMB"));
        RandomTexts texts = new RandomTexts(name.hashCode(), pieces);
        try (HuggingFace reference = new HuggingFace(json)) {
            for (int i = 0; i < count; i++) {
                String text = texts.next(8);
                Parity.assertSame(reference, tokenizer, text, null, true);
            }
        }
    }
}
