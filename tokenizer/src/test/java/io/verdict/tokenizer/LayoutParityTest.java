package io.verdict.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Equality with HuggingFace's library in special tokens, truncation, padding, batches, decoding and files. */
class LayoutParityTest {
    private static final List<String> PIECES =
            List.of("the", "unaffable", " hello world ", "[MASK]", "日本語", "\r\n", "e\u0301");

    static Stream<Arguments> layouts() {
        String odd = """
                {"type":"TemplateProcessing",
                 "single":[{"SpecialToken":{"id":"two","type_id":2}},{"Sequence":{"id":"A","type_id":3}}],
                 "pair":[{"Sequence":{"id":"B","type_id":4}},{"SpecialToken":{"id":"two","type_id":5}},
                         {"Sequence":{"id":"A","type_id":6}}],
                 "special_tokens":{"two":{"id":"two","ids":[101,102],"tokens":["[CLS]","zwei"]}}}""";
        String nothing = """
                {"type":"TemplateProcessing","single":[{"Sequence":{"id":"A","type_id":0}}],
                 "pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],
                 "special_tokens":{}}""";
        return Stream.of(
                Arguments.of("template", (Consumer<JsonObject>) json -> {}),
                Arguments.of("BertProcessing", (Consumer<JsonObject>) json -> TestFiles.set(
                        json,
                        "post_processor",
                        "{\"type\":\"BertProcessing\",\"sep\":[\"[SEP]\",102],\"cls\":[\"[CLS]\",101]}")),
                Arguments.of("odd template", (Consumer<JsonObject>) json -> TestFiles.set(json, "post_processor", odd)),
                // Without a post-processor the reference counts padding as part of the text in its sequence ids, a side
                // effect of keeping no ranges; here it keeps -1. A post-processor that adds nothing shows the rest.
                Arguments.of("nothing added", (Consumer<JsonObject>)
                        json -> TestFiles.set(json, "post_processor", nothing)));
    }

    /** Every strategy, direction and padding, at lengths around those of the texts. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("layouts")
    void truncationAndPaddingAreAsInHuggingFace(String name, Consumer<JsonObject> layout) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        RandomTexts texts = new RandomTexts(name.hashCode(), PIECES);
        int compared = 0;
        int refused = 0;
        for (int i = 0; i < 60; i++) {
            int maxLength = 4 + random.nextInt(20);
            int stride = random.nextInt(3) == 0 ? random.nextInt(4) : 0;
            String truncation = "{\"direction\":\"" + (random.nextBoolean() ? "Left" : "Right") + "\",\"max_length\":"
                    + maxLength + ",\"strategy\":\""
                    + List.of("LongestFirst", "OnlyFirst", "OnlySecond").get(random.nextInt(3)) + "\",\"stride\":"
                    + stride + "}";
            String padding = "{\"strategy\":" + (random.nextBoolean() ? "\"BatchLongest\"" : "{\"Fixed\":9}")
                    + ",\"direction\":\"" + (random.nextBoolean() ? "Left" : "Right") + "\",\"pad_to_multiple_of\":"
                    + List.of("null", "8", "3").get(random.nextInt(3))
                    + ",\"pad_id\":7,\"pad_type_id\":3,\"pad_token\":\"[P]\"}";
            String json = TestFiles.miniLm(layout.andThen(j -> {
                TestFiles.shrink(j);
                TestFiles.set(j, "truncation", truncation);
                TestFiles.set(j, "padding", padding);
            }));
            Tokenizer tokenizer;
            try {
                tokenizer = Tokenizer.fromJson(json);
            } catch (TokenizerException e) {
                refused++; // a stride too large for the length, where HuggingFace's library panics
                continue;
            }
            try (HuggingFace reference = new HuggingFace(json)) {
                for (int k = 0; k < 40; k++) {
                    String text = texts.next(6);
                    String pair = random.nextInt(3) == 0 ? null : texts.next(6);
                    boolean special = random.nextInt(5) > 0;
                    try {
                        tokenizer.encode(text, pair, special);
                    } catch (TokenizerException e) {
                        refused++; // what the reference refuses too, or panics at
                        continue;
                    }
                    Parity.assertSame(reference, tokenizer, text, pair, special);
                    compared++;
                }
                List<String> batch =
                        Stream.generate(() -> texts.next(4)).limit(20).toList();
                assertSameBatch(reference, tokenizer, batch);
            }
        }
        assertThat(compared).isGreaterThan(1000);
        assertThat(refused).isLessThan(compared);
    }

    private static void assertSameBatch(HuggingFace reference, Tokenizer tokenizer, List<String> batch) {
        List<Encoding> encodings;
        try {
            encodings = tokenizer.encodeAll(batch);
        } catch (TokenizerException e) {
            return; // OnlySecond without a second text
        }
        List<String> described = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            described.add(HuggingFace.describe(encodings.get(i), batch.get(i)));
        }
        assertThat(described).isEqualTo(reference.encodeAll(batch));
    }

    /** The jar's own file truncates to 128 and pads to 128. */
    @Test
    void aFilesOwnTruncationAndPaddingAreHonoured() {
        Tokenizer tokenizer = Tokenizer.fromJson(TestFiles.miniLm());
        try (HuggingFace reference = new HuggingFace(TestFiles.miniLm())) {
            for (String text : List.of("", "a short one", "a long one. ".repeat(100))) {
                Parity.assertSame(reference, tokenizer, text, null, true);
                Parity.assertSame(reference, tokenizer, text, "and a second one", true);
            }
        }
        assertThat(tokenizer.encode("hello").length()).isEqualTo(128);
    }

    @Test
    void decodingIsAsInHuggingFace() {
        List<String> added = List.of("<x>|", "<y>|special");
        String json = TestFiles.miniLm(j -> TestFiles.addTokens(j, added));
        Tokenizer tokenizer = Tokenizer.fromJson(json);
        String bare = TestFiles.miniLm(j -> {
            TestFiles.addTokens(j, added);
            j.remove("decoder");
        });
        Tokenizer bareTokenizer = Tokenizer.fromJson(bare);
        String dirty = TestFiles.miniLm(j -> {
            TestFiles.addTokens(j, added);
            j.getAsJsonObject("decoder").addProperty("cleanup", false);
        });
        Tokenizer dirtyTokenizer = Tokenizer.fromJson(dirty);
        SplittableRandom random = new SplittableRandom(3);
        try (HuggingFace reference = new HuggingFace(json);
                HuggingFace bareReference = new HuggingFace(bare);
                HuggingFace dirtyReference = new HuggingFace(dirty)) {
            for (int i = 0; i < 2_000; i++) {
                int[] ids = random.ints(random.nextInt(12), 0, 30_522).toArray();
                for (int k = 0; k < ids.length; k++) {
                    if (random.nextInt(2) == 0) { // punctuation, contractions, special and added tokens
                        ids[k] = List.of(
                                        1012, 1005, 1029, 999, 1010, 1056, 1055, 1049, 2310, 2128, 2079, 2025, 101, 102,
                                        30_522, 30_523, 100)
                                .get(random.nextInt(17));
                    }
                }
                boolean skip = random.nextBoolean();
                assertThat(tokenizer.decode(ids, skip)).isEqualTo(reference.decode(ids, skip));
                assertThat(dirtyTokenizer.decode(ids, skip)).isEqualTo(dirtyReference.decode(ids, skip));
                assertThat(bareTokenizer.decode(ids, skip)).isEqualTo(bareReference.decode(ids, skip));
            }
        }
    }

    /** Our file read by HuggingFace's library, and theirs by us. */
    @Test
    void writtenFilesMakeTheSameTokenizer() {
        String json = TestFiles.miniLm(j -> {
            TestFiles.addTokens(j, List.of("Hello World|normalized", "<B>|left right special", "<\u00FC>|word"));
            TestFiles.set(
                    j,
                    "truncation",
                    "{\"direction\":\"Left\",\"max_length\":9,\"strategy\":\"OnlyFirst\",\"stride\":1}");
            TestFiles.set(
                    j,
                    "padding",
                    "{\"strategy\":{\"Fixed\":7},\"direction\":\"Left\",\"pad_to_multiple_of\":4,"
                            + "\"pad_id\":1,\"pad_type_id\":2,\"pad_token\":\"[unused0]\"}");
        });
        Tokenizer tokenizer = Tokenizer.fromJson(json);
        String written = tokenizer.toJson();
        assertThat(Tokenizer.fromJson(written).toJson()).isEqualTo(written);
        RandomTexts texts = new RandomTexts(11, List.of("hello world", " <B> ", "<\u00FC>"));
        try (HuggingFace reference = new HuggingFace(written)) {
            for (int i = 0; i < 2_000; i++) {
                Parity.assertSame(reference, tokenizer, texts.next(8), null, true);
            }
        }
    }
}
