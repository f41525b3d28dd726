package io.verdict.tokenizer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds a tokenizer's files and reads their text. */
final class TokenizerFiles {
    private TokenizerFiles() {}

    static TokenizerParts read(Path path) {
        if (Files.isDirectory(path)) {
            Path json = path.resolve("tokenizer.json");
            Path vocab = path.resolve("vocab.txt");
            if (!Files.exists(json) && !Files.exists(vocab)) {
                throw new TokenizerException(path + " holds neither tokenizer.json nor vocab.txt.");
            }
            return read(Files.exists(json) ? json : vocab);
        }
        if (!Files.exists(path)) {
            throw new TokenizerException(path + " does not exist; a tokenizer is a tokenizer.json, a vocab.txt or a"
                    + " folder that holds one of them.");
        }
        if (path.toString().endsWith(".txt")) {
            return VocabularyFile.read(path);
        }
        return TokenizerReader.read(text(path), path.toString());
    }

    static TokenizerParts read(InputStream in) {
        try {
            return TokenizerReader.read(decode(in.readAllBytes(), "tokenizer.json"), "tokenizer.json");
        } catch (IOException e) {
            throw new TokenizerException("tokenizer.json cannot be read: " + e.getMessage(), e);
        }
    }

    static String text(Path path) {
        try {
            return decode(Files.readAllBytes(path), path.toString());
        } catch (IOException e) {
            throw new TokenizerException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String decode(byte[] bytes, String source) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new TokenizerException(source + " is not UTF-8 text.", e);
        }
    }
}
