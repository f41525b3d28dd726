package io.verdict.cli;

import com.google.gson.stream.JsonWriter;
import io.verdict.tokenizer.CodePointIndex;
import io.verdict.tokenizer.Encoding;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.tokenizer.Truncation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code verdict tokenize}: lines in, tokens out. */
@Command(
        name = "tokenize",
        header = "Turn lines of standard input into tokens.",
        customSynopsis = "verdict tokenize --tokenizer FILE|DIR [OPTIONS]",
        description = {
            "",
            "Prints one JSON object a line: {\"ids\": [...], \"tokens\": [...], \"offsets\": [[start, end], ...]}. Special"
                    + " tokens are included; offsets count the code points of the line. The truncation and the padding"
                    + " that a tokenizer.json may ask for are not applied."
        },
        footer = {
            "",
            "Examples:",
            "  echo \"Great film!\" | verdict tokenize --tokenizer verdict-model",
            "  verdict tokenize --tokenizer vocab.txt --max-length 128 < texts.txt"
        })
final class TokenizeCommand implements Runnable {
    private static final int BATCH = 512;

    private final Console console;

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE|DIR",
            required = true,
            description = "A tokenizer.json, a vocab.txt, or a folder that holds one of them.")
    Path tokenizer = Path.of("");

    @Option(
            names = {"--max-length", "--max_length"},
            paramLabel = "N",
            description = "Cut at N tokens, special tokens included and kept. Default: nothing is cut.")
    @Nullable
    Integer maxLength;

    TokenizeCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Tokenizer loaded = Tokenizer.load(tokenizer)
                .withPadding(null)
                .withTruncation(maxLength == null ? null : Truncation.to(maxLength));
        Lines lines = StandardInput.lines(console);
        for (List<String> texts = lines.next(BATCH); !texts.isEmpty(); texts = lines.next(BATCH)) {
            List<Encoding> encodings = loaded.encodeAll(texts);
            for (int i = 0; i < texts.size(); i++) {
                console.out().line(json(texts.get(i), encodings.get(i)));
            }
            console.out().flush();
        }
    }

    private static String json(String text, Encoding encoding) {
        CodePointIndex index = CodePointIndex.of(text);
        StringWriter line = new StringWriter();
        try (JsonWriter json = new JsonWriter(line)) {
            json.beginObject().name("ids").beginArray();
            for (int id : encoding.ids()) {
                json.value(id);
            }
            json.endArray().name("tokens").beginArray();
            for (String token : encoding.tokens()) {
                json.value(token);
            }
            json.endArray().name("offsets").beginArray();
            for (int i = 0; i < encoding.length(); i++) {
                json.beginArray()
                        .value(index.codePoints(encoding.start(i)))
                        .value(index.codePoints(encoding.end(i)))
                        .endArray();
            }
            json.endArray().endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }
}
