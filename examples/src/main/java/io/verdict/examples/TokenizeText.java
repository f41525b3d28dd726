package io.verdict.examples;

import io.verdict.tokenizer.Encoding;
import io.verdict.tokenizer.Tokenizer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Shows the tokens of a text and where in the text each came from. Needs the module {@code tokenizer} alone.
 *
 * <p>Arguments: a {@code tokenizer.json}, a {@code vocab.txt} or a folder with one of them (a saved model is one), and
 * the text.
 */
public final class TokenizeText {
    private TokenizeText() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length != 2) {
            out.println("Usage: TokenizeText TOKENIZER TEXT");
            return;
        }
        run(Path.of(args[0]), args[1], out);
    }

    static void run(Path tokenizerFile, String text, PrintStream out) {
        Tokenizer tokenizer = Tokenizer.load(tokenizerFile).withPadding(null).withTruncation(null);
        Encoding encoding = tokenizer.encode(text);
        for (int i = 0; i < encoding.length(); i++) {
            // Offsets count as String does, so substring gives the piece; that of a special token is empty.
            String piece = text.substring(encoding.start(i), encoding.end(i));
            out.println(encoding.id(i) + "\t" + encoding.token(i) + "\t\"" + piece + "\"");
        }
        out.println(tokenizer.decode(encoding.ids(), true));
    }
}
