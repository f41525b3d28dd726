package io.verdict.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VocabularyTrieTest {
    private static void check(Map<String, Integer> vocabulary) {
        VocabularyTrie trie = new VocabularyTrie(vocabulary);
        vocabulary.forEach((token, id) -> {
            if (!token.isEmpty()) {
                assertThat(trie.id(trie.find(token))).as(token).isEqualTo(id);
            }
        });
    }

    @Test
    void findsEveryTokenOfBert() {
        Tokenizer tokenizer = Tokenizer.fromJson(TestFiles.miniLm(json -> {}));
        Map<String, Integer> vocabulary = new HashMap<>();
        for (int id = 0; id < tokenizer.vocabularySize(); id++) {
            vocabulary.put(tokenizer.idToToken(id), id);
        }
        check(vocabulary);
    }

    @Test
    void findsNothingElse() {
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < 200; round++) {
            Map<String, Integer> vocabulary = new HashMap<>();
            for (int i = random.nextInt(60); i > 0; i--) {
                vocabulary.putIfAbsent(randomToken(random), vocabulary.size());
            }
            check(vocabulary);
            VocabularyTrie trie = new VocabularyTrie(vocabulary);
            for (int i = 0; i < 300; i++) {
                String token = randomToken(random);
                int node = trie.find(token);
                boolean known = node != VocabularyTrie.NONE && node != VocabularyTrie.ROOT && trie.id(node) >= 0;
                assertThat(known).as(token).isEqualTo(vocabulary.containsKey(token) && !token.isEmpty());
                boolean prefix = vocabulary.keySet().stream().anyMatch(t -> t.startsWith(token)) || token.isEmpty();
                assertThat(node != VocabularyTrie.NONE).as(token).isEqualTo(prefix);
            }
        }
    }

    private static String randomToken(SplittableRandom random) {
        StringBuilder token = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            token.appendCodePoint("abc#\u4E2D\uAC00".charAt(random.nextInt(6)) + random.nextInt(2));
        }
        return random.nextInt(6) == 0 ? token + "😀" : token.toString();
    }
}
