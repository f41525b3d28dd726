package io.verdict.benchmarks;

import io.verdict.tokenizer.Tokenizer;
import io.verdict.tokenizer.Truncation;
import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.data.TextSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The bundled mail.
 *
 * @param texts as they stand in the file
 * @param labels one a text
 */
record Mail(List<String> texts, List<String> labels) {
    static final List<String> CLASSES = List.of("ham", "spam");

    Mail {
        texts = List.copyOf(texts);
        labels = List.copyOf(labels);
    }

    /** The training mails. */
    static Mail read() {
        return read("train.csv");
    }

    static Mail read(String file) {
        Path path = Settings.home().resolve("examples/data/spam").resolve(file);
        TextClassificationData data = TextClassificationData.fromCsv()
                .inputField("text")
                .targetField("label")
                .trainFile(path)
                .load();
        TextSource source = data.train().orElseThrow();
        List<String> texts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        try (Stream<Example> examples = source.stream()) {
            examples.forEachOrdered(example -> {
                texts.add(example.text());
                labels.add(data.labels().name(example.label()));
            });
        }
        return new Mail(texts, labels);
    }

    int size() {
        return texts.size();
    }

    /** The first mails, at most so many. */
    Mail first(int count) {
        int end = Math.min(count, size());
        return new Mail(texts.subList(0, end), labels.subList(0, end));
    }

    /** The first mails of at least {@code length} tokens: a batch of them that is cut there has no gap. */
    Mail dense(Tokenizer tokenizer, int count, int length) {
        Tokenizer cutting = cutting(tokenizer, length);
        List<String> enough = new ArrayList<>();
        List<String> theirs = new ArrayList<>();
        for (int i = 0; i < size() && enough.size() < count; i++) {
            if (cutting.encodeIds(texts.get(i)).length == length) {
                enough.add(texts.get(i));
                theirs.add(labels.get(i));
            }
        }
        if (enough.size() < count) {
            throw new BenchmarkException(
                    "The bundled mail has only " + enough.size() + " texts of " + length + " tokens, not " + count);
        }
        return new Mail(enough, theirs);
    }

    /** The token ids, cut at {@code length}. */
    List<int[]> ids(Tokenizer tokenizer, int length) {
        Tokenizer cutting = cutting(tokenizer, length);
        return texts.stream().map(cutting::encodeIds).toList();
    }

    /** Megabytes of UTF-8. */
    double megabytes() {
        return texts.stream()
                        .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                        .sum()
                * 1e-6;
    }

    private static Tokenizer cutting(Tokenizer tokenizer, int length) {
        return tokenizer.withPadding(null).withTruncation(Truncation.to(length));
    }
}
