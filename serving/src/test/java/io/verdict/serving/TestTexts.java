package io.verdict.serving;

import io.verdict.tokenizer.Encoding;
import io.verdict.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A tokenizer of a few words, and texts of so many tokens. */
public final class TestTexts {
    public static final List<String> WORDS = List.of(
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "good", "bad", "film", "the", "an", "example", "input");

    private static final Tokenizer TOKENIZER = load();

    private TestTexts() {}

    public static Tokenizer tokenizer() {
        return TOKENIZER;
    }

    /** A text of that many tokens, the two special ones included. */
    public static Encoding ofLength(int tokens) {
        return TOKENIZER.encode("film ".repeat(tokens - 2));
    }

    private static Tokenizer load() {
        try {
            Path folder = Files.createTempDirectory("verdict-serving");
            Path vocabulary = folder.resolve("vocab.txt");
            Files.write(vocabulary, WORDS);
            Tokenizer tokenizer = Tokenizer.load(vocabulary);
            Files.delete(vocabulary);
            Files.delete(folder);
            return tokenizer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
