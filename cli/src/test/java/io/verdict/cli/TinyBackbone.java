package io.verdict.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A random BERT of two layers, exported by PyTorch, with a vocabulary of 120 tokens: letters and a few words. */
final class TinyBackbone {
    static final int HIDDEN = 24;
    static final int POSITIONS = 48;
    private static final int VOCABULARY = 120;
    private static final Path FIXTURE = Path.of("../import/src/test/resources/io/verdict/onnx/torch2_opset14.onnx");

    private TinyBackbone() {}

    /** Puts {@code model.onnx} and {@code vocab.txt} into a new folder. */
    static Path in(Path parent) throws IOException {
        Path folder = Files.createDirectories(parent.resolve("tiny backbone"));
        Files.copy(FIXTURE, folder.resolve("model.onnx"));
        Files.write(folder.resolve("vocab.txt"), vocabulary());
        return folder;
    }

    private static List<String> vocabulary() {
        List<String> tokens = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
        tokens.addAll(List.of("good", "bad", "film", "very", "the", "a", "is", "!", ".", ",", "\uD83D\uDE00"));
        for (char letter = 'a'; letter <= 'z'; letter++) {
            if (letter != 'a') {
                tokens.add(String.valueOf(letter));
            }
            tokens.add("##" + letter);
        }
        while (tokens.size() < VOCABULARY) {
            tokens.add("[unused" + tokens.size() + "]");
        }
        return tokens;
    }
}
