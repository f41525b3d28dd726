package io.verdict.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EncodingTest {
    private static final Tokenizer TOKENIZER = Tokenizer.fromJson(TestFiles.miniLm(json -> {}));

    @Test
    void offsetsCutTheOriginalText() {
        String text = "A 😀 Café, naïve!";
        Encoding encoding = TOKENIZER.encode(text);
        List<String> cuts = new ArrayList<>();
        for (int i = 0; i < encoding.length(); i++) {
            cuts.add(text.substring(encoding.start(i), encoding.end(i)));
        }
        assertThat(encoding.tokens()).containsExactly("[CLS]", "a", "[UNK]", "cafe", ",", "naive", "!", "[SEP]");
        assertThat(cuts).containsExactly("", "A", "😀", "Café", ",", "naïve", "!", "");
        CodePointIndex index = CodePointIndex.of(text);
        assertThat(index.codePoints(encoding.start(3))).isEqualTo(4);
        assertThat(encoding.start(3)).isEqualTo(5);
    }

    @Test
    void anUnpairedSurrogateCountsAsTheReplacementCharacter() {
        Tokenizer notCleaned = Tokenizer.fromJson(
                TestFiles.miniLm(json -> json.getAsJsonObject("normalizer").addProperty("clean_text", false)));
        for (Tokenizer tokenizer : List.of(TOKENIZER, notCleaned)) {
            for (String text : List.of("a\uD800b", "\uDC00", "x\uD83D", "\uDC00\uD800 y", "\uD800\uD83D\uDE00")) {
                String replaced = text.replaceAll("[\uD800-\uDFFF]", "\uFFFD");
                String actual = HuggingFace.describe(tokenizer.encode(text), text);
                assertThat(actual).isEqualTo(HuggingFace.describe(tokenizer.encode(replaced), replaced));
            }
        }
    }

    @Test
    void arraysAreCopies() {
        Encoding encoding = TOKENIZER.encode("hello");
        encoding.ids()[1] = 0;
        encoding.typeIds()[1] = 9;
        assertThat(encoding.ids()).containsExactly(101, 7592, 102);
        assertThat(encoding.typeIds()).containsExactly(0, 0, 0);
        assertThat(encoding).hasToString("Encoding[[CLS], hello, [SEP]]");
    }

    @Test
    void idsAloneAreTheIdsOfTheEncoding() {
        RandomTexts texts = new RandomTexts(5, List.of("hello world", "[MASK]"));
        for (Tokenizer tokenizer : List.of(
                TOKENIZER,
                TOKENIZER.withTruncation(Truncation.to(7)),
                TOKENIZER.withTruncation(new Truncation(7, Truncation.Strategy.ONLY_FIRST, 2, Direction.LEFT)),
                TOKENIZER.withPadding(Padding.fixed(12, 0, "[PAD]")),
                TOKENIZER.withPadding(new Padding(new Padding.BatchLongest(), Direction.LEFT, 8, 1, 0, "[unused0]")))) {
            for (int i = 0; i < 500; i++) {
                String text = texts.next(6);
                assertThat(tokenizer.encodeIds(text))
                        .isEqualTo(tokenizer.encode(text).ids());
            }
        }
    }

    @Test
    void aBatchIsEncodedInOrderAndPaddedTogether() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            texts.add("hello ".repeat(i % 17));
        }
        List<Encoding> encodings =
                TOKENIZER.withPadding(Padding.longest(0, "[PAD]")).encodeAll(texts);
        assertThat(encodings).hasSize(500);
        for (int i = 0; i < 500; i++) {
            int[] mask = encodings.get(i).attentionMask();
            assertThat(mask).hasSize(18);
            assertThat(Arrays.stream(mask).sum()).isEqualTo(i % 17 + 2);
        }
        assertThat(TOKENIZER.withPadding(Padding.longest(0, "[PAD]")).encodeAll(List.of()))
                .isEmpty();
    }

    /** Threads that fill the character table's pages at once give what one thread gives. */
    @Test
    void manyThreadsGiveWhatOneGives() {
        RandomTexts random = new RandomTexts(9, List.of());
        List<String> texts = Stream.generate(() -> random.next(10)).limit(2_000).toList();
        for (int round = 0; round < 5; round++) {
            Tokenizer fresh = Tokenizer.fromJson(TestFiles.miniLm(TestFiles::shrink));
            List<Encoding> parallel = fresh.encodeAll(texts);
            Tokenizer staged = fresh.staged();
            for (int i = 0; i < texts.size(); i++) {
                assertThat(parallel.get(i).ids())
                        .isEqualTo(staged.encode(texts.get(i)).ids());
            }
        }
    }

    @Test
    void aTokenizerAnswersForItsVocabulary() {
        assertThat(TOKENIZER.vocabularySize()).isEqualTo(30_522);
        assertThat(TOKENIZER.tokenToId("[PAD]")).hasValue(0);
        assertThat(TOKENIZER.tokenToId("no such token")).isEmpty();
        assertThat(TOKENIZER.idToToken(7592)).isEqualTo("hello");
        assertThat(TOKENIZER.truncation()).isNull();
        Tokenizer asItStands = Tokenizer.fromJson(TestFiles.miniLm());
        assertThat(asItStands.truncation()).isEqualTo(Truncation.to(128));
        assertThat(asItStands.padding()).isEqualTo(Padding.fixed(128, 0, "[PAD]"));
        assertThat(asItStands
                        .withPadding(null)
                        .withTruncation(null)
                        .encode("a b")
                        .length())
                .isEqualTo(4);
    }
}
