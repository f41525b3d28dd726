package io.verdict.benchmarks;

import io.verdict.tokenizer.Tokenizer;
import io.verdict.tokenizer.Truncation;
import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.data.TextSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Bundled texts of two classes.
 *
 * @param texts as they stand in the file
 * @param labels one a text
 * @param classes the labels there are
 */
record Corpus(List<String> texts, List<String> labels, List<String> classes) {
    static final List<String> MAIL_CLASSES = List.of("ham", "spam");

    private static final List<String> TOPIC_CLASSES = List.of("other", "first topic");

    Corpus {
        texts = List.copyOf(texts);
        labels = List.copyOf(labels);
        classes = List.copyOf(classes);
    }

    /** The training mails. */
    static Corpus mail() {
        return mail("train.csv");
    }

    static Corpus mail(String file) {
        return read("spam/" + file, "label", MAIL_CLASSES, Example::label);
    }

    /** Descriptions of programs, shorter than mails, and whether they are about the first of the topics. */
    static Corpus topics(String file) {
        return read(
                "topics/" + file,
                "topics",
                TOPIC_CLASSES,
                example -> example.target().labels().contains(0) ? 1 : 0);
    }

    private static Corpus read(String file, String target, List<String> classes, ToIntFunction<Example> classOf) {
        TextSource source = TextClassificationData.fromCsv()
                .inputField("text")
                .targetField(target)
                .trainFile(Settings.home().resolve("examples/data").resolve(file))
                .load()
                .train()
                .orElseThrow();
        List<String> texts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        try (Stream<Example> examples = source.stream()) {
            examples.forEachOrdered(example -> {
                texts.add(example.text());
                labels.add(classes.get(classOf.applyAsInt(example)));
            });
        }
        return new Corpus(texts, labels, classes);
    }

    int size() {
        return texts.size();
    }

    /** The first texts, at most so many. */
    Corpus first(int count) {
        int end = Math.min(count, size());
        return new Corpus(texts.subList(0, end), labels.subList(0, end), classes);
    }

    /** The first texts of at least {@code length} tokens: a batch of them that is cut there has no gap. */
    Corpus dense(Tokenizer tokenizer, int count, int length) {
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
                    "There are only " + enough.size() + " texts of " + length + " tokens, not " + count);
        }
        return new Corpus(enough, theirs, classes);
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
