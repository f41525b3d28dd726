package io.verdict.benchmarks;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.verdict.benchmarks.Report.Kind;
import io.verdict.benchmarks.Report.Row;
import io.verdict.onnx.Backbone;
import io.verdict.onnx.Backbones;
import io.verdict.tokenizer.Encoding;
import io.verdict.tokenizer.Tokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "tokenize", description = "The bundled mail to tokens on one thread: beside HuggingFace's tokenizers.")
final class Tokenize implements Callable<Integer> {
    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--texts", paramLabel = "N", description = "The first N mails only.")
    private int texts = Integer.MAX_VALUE;

    @Option(
            names = "--python",
            paramLabel = "FILE",
            description = "A Python interpreter with HuggingFace's tokenizers: a peer more.")
    private @Nullable Path python;

    @Override
    public Integer call() {
        String json;
        try (Backbone backbone = Backbone.open(Backbones.DEFAULT)) {
            // Whole texts: truncation would leave out what is tokenized anyway.
            json = backbone.tokenizer().withPadding(null).withTruncation(null).toJson();
        }
        Tokenizer tokenizer = Tokenizer.fromJson(json);
        Corpus corpus = Corpus.mail().first(texts);
        List<String> mails = corpus.texts();
        List<int[]> ids = mails.stream().map(tokenizer::encodeIds).toList();
        List<String> notes = new ArrayList<>();
        try (Scratch scratch = Scratch.create();
                HuggingFaceTokenizer huggingFace = huggingFace(json);
                Rust rust = new Rust(json);
                Sides sides = new Sides()) {
            sides.add(Kind.VERDICT, Timed.of("verdict", () -> ids(tokenizer, mails)));
            sides.add(Kind.VARIANT, Timed.of("verdict-offsets", () -> offsets(tokenizer, mails)));
            requireEqual(
                    "huggingface-djl",
                    ids,
                    mails,
                    text -> toInts(huggingFace.encode(text).getIds()));
            sides.add(Kind.PEER, Timed.of("huggingface-djl", () -> {
                long sum = 0;
                for (String text : mails) {
                    sum += huggingFace.encode(text).getIds().length;
                }
                return sum;
            }));
            requireEqual("huggingface-djl-ids", ids, mails, text -> toInts(rust.ids(text)));
            sides.add(Kind.PEER, Timed.of("huggingface-djl-ids", () -> {
                long sum = 0;
                for (String text : mails) {
                    sum += rust.ids(text).length;
                }
                return sum;
            }));
            if (python != null) {
                Path file = PythonPeer.json(scratch.folder(), "texts.json", Map.of("tokenizer", json, "texts", mails));
                PythonPeer peer = sides.add(
                        Kind.PEER,
                        new PythonPeer("huggingface-python", python, "tokenize_texts.py", 1, List.of(file.toString())));
                int[][] theirs = peer.result(int[][].class);
                int[] next = {0};
                requireEqual(peer.name(), ids, mails, text -> theirs[next[0]++]);
            }
            notes.add("The ids of every text were compared first: "
                    + ids.stream().mapToLong(row -> row.length).sum() + " tokens, all equal.");
            notes.add(
                    "verdict and huggingface-djl-ids: ids alone (the latter below DJL's public class); the others with"
                            + " types, masks and offsets.");
            List<Row> rows = sides.run(new Alternation(3, settings.rounds(9), 1));
            double megabytes = corpus.megabytes();
            for (Row row : rows) {
                notes.add(String.format(
                        Locale.ROOT,
                        "%-20s %7.2f MB/s",
                        row.name(),
                        megabytes / row.samples().median() * 1e3));
            }
            settings.show(new Report(
                    "tokenize",
                    String.format(Locale.ROOT, "%d mails, %.2f MB, one thread", mails.size(), megabytes),
                    rows,
                    notes));
        }
        return 0;
    }

    private static long ids(Tokenizer tokenizer, List<String> texts) {
        long sum = 0;
        for (String text : texts) {
            sum += tokenizer.encodeIds(text).length;
        }
        return sum;
    }

    private static long offsets(Tokenizer tokenizer, List<String> texts) {
        long sum = 0;
        for (String text : texts) {
            Encoding encoding = tokenizer.encode(text);
            for (int i = 0; i < encoding.length(); i++) {
                sum += encoding.end(i) - encoding.start(i);
            }
        }
        return sum;
    }

    private static HuggingFaceTokenizer huggingFace(String json) {
        try {
            return HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                    Map.of("truncation", "do_not_truncate", "padding", "do_not_pad"));
        } catch (IOException e) {
            throw new BenchmarkException("HuggingFace's tokenizers do not take the tokenizer: " + e.getMessage(), e);
        }
    }

    private static int[] toInts(long[] values) {
        return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }

    private static void requireEqual(
            String name, List<int[]> ids, List<String> texts, java.util.function.Function<String, int[]> theirs) {
        for (int i = 0; i < texts.size(); i++) {
            if (!Arrays.equals(ids.get(i), theirs.apply(texts.get(i)))) {
                throw new BenchmarkException(name + " has other ids for mail " + (i + 1));
            }
        }
    }

    /** HuggingFace's library below DJL's tokenizer, which fetches everything an encoding has. */
    private static final class Rust implements AutoCloseable {
        private final long handle;

        Rust(String json) {
            ai.djl.huggingface.tokenizers.jni.LibUtils.checkStatus();
            handle = TokenizersLibrary.LIB.createTokenizerFromString(json);
        }

        long[] ids(String text) {
            long encoding = TokenizersLibrary.LIB.encode(handle, text, true);
            long[] ids = TokenizersLibrary.LIB.getTokenIds(encoding);
            TokenizersLibrary.LIB.deleteEncoding(encoding);
            return ids;
        }

        @Override
        public void close() {
            TokenizersLibrary.LIB.deleteTokenizer(handle);
        }
    }
}
