package io.verdict.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The single pass and the stage by stage pipeline give the same tokens. */
class PipelineTest {
    private static final AddedVocabulary BERT_TOKENS =
            new AddedVocabulary(Map.of(1, AddedToken.special("[UNK]"), 2, AddedToken.special("[CLS]")), null);

    static Stream<Arguments> models() {
        List<Arguments> models = new ArrayList<>();
        for (@Nullable Boolean strip : Arrays.asList(null, true, false)) {
            for (boolean lower : new boolean[] {true, false}) {
                BertNormalizer normalizer = new BertNormalizer(lower, !lower, strip, lower);
                models.add(Arguments.of(normalizer, "##", 100));
                models.add(Arguments.of(normalizer, "", 6)); // pieces continue words without a mark
                models.add(Arguments.of(normalizer, "a", 3)); // a prefix that is a letter itself
            }
        }
        models.add(Arguments.of(null, "##", 0));
        return models.stream();
    }

    @ParameterizedTest(name = "{0}, prefix {1}, words of {2}")
    @MethodSource("models")
    void bothCutRandomTextsAlike(@Nullable Normalizer normalizer, String prefix, int longest) {
        RandomTexts texts = new RandomTexts(longest, List.of("[CLS]", "abab", "aab", "cab", "\uD800", "\uDC00x"));
        WordPiece model = new WordPiece(randomVocabulary(texts, prefix), "[UNK]", prefix, longest);
        Pipeline staged = new StagedPipeline(BERT_TOKENS, normalizer, new BertPreTokenizer(), model);
        Pipeline singlePass = new SinglePassPipeline(staged, normalizer, model, BERT_TOKENS);
        for (int i = 0; i < 3_000; i++) {
            String text = texts.next(10);
            TokenBuffer expected = TokenBuffer.forText(text.length());
            staged.tokenize(text, expected);
            TokenBuffer actual = TokenBuffer.forText(text.length());
            singlePass.tokenize(text, actual);
            assertThat(rows(actual)).as(text).isEqualTo(rows(expected));
            TokenBuffer ids = TokenBuffer.idsOnly(text.length());
            singlePass.tokenize(text, ids);
            assertThat(ids(ids)).as(text).isEqualTo(ids(expected));
        }
    }

    /** Short pieces over few letters, so that words match in several ways and the longest must win. */
    private static Vocabulary randomVocabulary(RandomTexts texts, String prefix) {
        Map<String, Integer> ids = new HashMap<>();
        ids.put("[PAD]", 0);
        ids.put("[UNK]", 1);
        ids.put("[CLS]", 2);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 400; i++) {
            StringBuilder piece = new StringBuilder(random.nextBoolean() ? prefix : "");
            for (int k = random.nextInt(4); k >= 0; k--) {
                piece.append("abcdeABCéßσ中日한\u1112\u1161!".charAt(random.nextInt(17)));
            }
            ids.putIfAbsent(piece.toString(), ids.size());
        }
        for (int i = 0; i < 3_000; i++) {
            texts.next(2).codePoints().forEach(c -> ids.putIfAbsent(Character.toString(c), ids.size()));
        }
        return new Vocabulary(ids);
    }

    private static List<List<Integer>> rows(TokenBuffer tokens) {
        int size = tokens.size();
        int[] starts = new int[size];
        int[] ends = new int[size];
        int[] words = new int[size];
        tokens.copyStarts(0, size, starts, 0);
        tokens.copyEnds(0, size, ends, 0);
        tokens.copyWordIds(0, size, words, 0);
        List<List<Integer>> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            rows.add(List.of(tokens.id(i), starts[i], ends[i], words[i]));
        }
        return rows;
    }

    private static List<Integer> ids(TokenBuffer tokens) {
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            ids.add(tokens.id(i));
        }
        return ids;
    }
}
