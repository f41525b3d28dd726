package io.verdict.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextClassificationDataTest {
    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static FileDataBuilder csv() {
        return TextClassificationData.fromCsv().inputField("text").targetField("label");
    }

    private static List<Example> examples(TextSource source) {
        try (Stream<Example> stream = source.stream()) {
            return stream.toList();
        }
    }

    private static void assertFails(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(VerdictException.class).hasMessage(message);
    }

    @Test
    void readsEveryPart() throws IOException {
        TextClassificationData data = csv().trainFile(
                        file("train.csv", "text,label\na,positive\nb, negative\nc,neutral\n"))
                .validFile(file("valid.tsv", "label\ttext\npositive\td\n"))
                .testFile(file("test.csv", "text,label\ne,negative\n"))
                .predictFile(file("predict.csv", "text\nf\ng\n"))
                .load();
        assertThat(data.numClasses()).isEqualTo(3);
        assertThat(data.labels().names()).containsExactly("negative", "neutral", "positive");
        TextSource train = data.train().orElseThrow();
        assertThat(train.size()).isEqualTo(3);
        assertThat(train.classCounts()).containsExactly(1, 1, 1);
        assertThat(examples(train))
                .containsExactly(new Example("a", 2, 2), new Example("b", 0, 3), new Example("c", 1, 4))
                .isEqualTo(examples(train));
        assertThat(examples(data.valid().orElseThrow())).containsExactly(new Example("d", 2, 2));
        assertThat(data.valid().orElseThrow().classCounts()).containsExactly(0, 0, 1);
        assertThat(examples(data.test().orElseThrow())).containsExactly(new Example("e", 0, 2));
        TextSource predict = data.predict().orElseThrow();
        assertThat(predict.size()).isEqualTo(2);
        assertThat(predict.classCounts()).isEmpty();
        assertThat(examples(predict))
                .containsExactly(new Example("f", Example.UNLABELLED, 2), new Example("g", Example.UNLABELLED, 3));
    }

    @Test
    void numericLabelsAreTheClasses() throws IOException {
        TextClassificationData data = csv().trainFile(file("train.csv", "text,label\na,4\nb,0\nc,1.0\nd,01\n"))
                .load();
        assertThat(data.numClasses()).isEqualTo(5);
        assertThat(data.labels().isNumeric()).isTrue();
        assertThat(data.train().orElseThrow().classCounts()).containsExactly(1, 2, 0, 0, 1);
    }

    @Test
    void aLabelMayHaveSpacesInIt() throws IOException {
        assertThat(csv().trainFile(file("train.csv", "text,label\na,very positive\nb,positive\n"))
                        .load()
                        .labels()
                        .names())
                .containsExactly("positive", "very positive");
    }

    @Test
    void splitsAHundredRowsIntoEightyAndTwenty() throws IOException {
        StringBuilder rows = new StringBuilder("text,label\n");
        IntStream.range(0, 100).forEach(i -> rows.append("t").append(i).append(i % 4 == 0 ? ",x\n" : ",y\n"));
        Path file = file("train.csv", rows.toString());
        TextClassificationData data =
                csv().trainFile(file).valSplit(0.2).seed(3).load();
        assertThat(data.train().orElseThrow().classCounts()).containsExactly(20, 60);
        assertThat(data.valid().orElseThrow().classCounts()).containsExactly(5, 15);
        assertThat(data.train().orElseThrow().size()).isEqualTo(80);
        List<Example> train = examples(data.train().orElseThrow());
        List<Example> valid = examples(data.valid().orElseThrow());
        Set<Example> all = new HashSet<>(train);
        all.addAll(valid);
        assertThat(train).hasSize(80);
        assertThat(valid).hasSize(20);
        assertThat(all).hasSize(100);
        assertThat(valid)
                .isNotEqualTo(examples(csv().trainFile(file)
                        .valSplit(0.2)
                        .seed(4)
                        .load()
                        .valid()
                        .orElseThrow()));
        assertThat(valid)
                .isEqualTo(examples(csv().trainFile(file)
                        .valSplit(0.2)
                        .seed(3)
                        .labels(Labels.of(List.of("x", "y")))
                        .load()
                        .valid()
                        .orElseThrow()));
    }

    @Test
    void testsWithTheLabelsOfAModel() throws IOException {
        Path file = file("test.csv", "text,label\na,spam\nb,ham\n");
        Labels model = Labels.of(List.of("spam", "ham"));
        TextClassificationData data = csv().testFile(file).labels(model).load();
        assertThat(data.train()).isEmpty();
        assertThat(examples(data.test().orElseThrow())).containsExactly(new Example("a", 0, 2), new Example("b", 1, 3));
        Labels other = Labels.of(List.of("eggs", "ham", "spa"));
        assertFails(
                () -> csv().testFile(file).labels(other).load(),
                file + ", line 2: unknown label \"spam\". The labels are: eggs, ham, spa. Did you mean \"spa\"?");
        assertFails(
                () -> csv().testFile(file).load(),
                "Validation or test data without training data needs the labels of a model.");
    }

    @Test
    void unknownLabelsInValidationAreErrors() throws IOException {
        Path train = file("train.csv", "text,label\na,ham\nb,spam\n");
        Path valid = file("valid.csv", "text,label\na,ham\nb,sapm\n");
        assertFails(
                () -> csv().trainFile(train).validFile(valid).load(),
                valid + ", line 3: unknown label \"sapm\". The labels are: ham, spam. Did you mean \"spam\"?");
        Path numbers = file("numbers.csv", "text,label\na,0\nb,2\n");
        Path three = file("three.csv", "text,label\na,3\n");
        assertFails(
                () -> csv().trainFile(numbers).validFile(three).load(),
                three + ", line 2: unknown label \"3\". The labels are: 0 to 2.");
    }

    @Test
    void labelsThatMakeNoClassesAreErrors() throws IOException {
        Path mixed = file("mixed.csv", "text,label\na,1\nb,2\nc,ham\n");
        assertFails(
                () -> csv().trainFile(mixed).load(),
                mixed
                        + ", line 4: labels must be all numbers or all names; line 2 has the number 1, line 4 the name ham.");
        Path negative = file("negative.csv", "text,label\na,1\nb,-1\n");
        assertFails(
                () -> csv().trainFile(negative).load(),
                negative + ", line 3: -1 is no class; numeric labels count the classes from 0. Write names instead.");
        Path one = file("one.csv", "text,label\na,ham\nb,ham\n");
        assertFails(
                () -> csv().trainFile(one).load(),
                one + " has only one label, ham; to tell classes apart there must be at least two.");
        Path ids = file("ids.csv", "text,label\na,1\nb,100000\n");
        assertFails(
                () -> csv().trainFile(ids).load(),
                ids + ", line 3: with the label \"100000\" there are more than 100000 classes."
                        + " Is the column with the labels the right one?");
    }

    @Test
    void tenThousandClassesAreFine() {
        List<String> names =
                IntStream.range(0, 10_000).mapToObj(i -> "class " + i).toList();
        TextClassificationData data =
                TextClassificationData.fromLists().train(names, names).load();
        assertThat(data.numClasses()).isEqualTo(10_000);
    }

    @Test
    void filesWithoutRowsAreErrors() throws IOException {
        Path header = file("header.csv", "text,label\n");
        Path train = file("train.csv", "text,label\na,ham\nb,spam\n");
        assertFails(() -> csv().trainFile(header).load(), "There are no rows in " + header + ".");
        assertFails(() -> csv().trainFile(train).testFile(header).load(), "There are no rows in " + header + ".");
        assertFails(() -> csv().predictFile(header).load(), "There are no rows in " + header + ".");
    }

    @Test
    void contradictingOptionsAreErrors() throws IOException {
        Path file = file("train.csv", "text,label\na,ham\nb,spam\n");
        assertFails(
                () -> csv().trainFile(file).validFile(file).valSplit(0.2).load(),
                "val_split and validation data exclude each other: give one of them.");
        assertFails(
                () -> csv().trainFile(file).valSplit(20).load(),
                "val_split is 20.0; it is a fraction of the training data, such as 0.2.");
        assertFails(
                () -> csv().trainFile(file).valSplit(Double.NaN).load(),
                "val_split is NaN; it is a fraction of the training data, such as 0.2.");
        assertFails(() -> csv().testFile(file).valSplit(0.2).load(), "val_split needs training data to split.");
        assertFails(() -> csv().load(), "There is no data: give training, validation, test or prediction data.");
        assertFails(
                () -> TextClassificationData.fromCsv().trainFile(file).load(),
                "Name the column with the texts (input_field).");
        assertFails(
                () -> TextClassificationData.fromCsv()
                        .inputField("text")
                        .trainFile(file)
                        .load(),
                "Name the column with the labels (target_field).");
        assertFails(
                () -> csv().targetField("text").trainFile(file).load(),
                "Texts and labels cannot both come from the column \"text\".");
    }

    @Test
    void aFileThatChangesWhileInUseIsAnError() throws IOException {
        Path file = file("train.csv", "text,label\na,ham\nb,spam\n");
        TextSource train = csv().trainFile(file).load().train().orElseThrow();
        file("train.csv", "text,label\na,ham\n");
        assertFails(
                () -> examples(train),
                file + " had 2 rows when it was checked and has fewer now. Do not change it while it is in use.");
        file("train.csv", "text,label\na,ham\nb,spam\nc,ham\n");
        assertFails(
                () -> examples(train),
                file + " had 2 rows when it was checked and has more now. Do not change it while it is in use.");
    }

    @Test
    void closedStreamsHoldNoFileOpen() throws IOException {
        var system = ManagementFactory.getOperatingSystemMXBean();
        assumeThat(system).isInstanceOf(UnixOperatingSystemMXBean.class);
        UnixOperatingSystemMXBean unix = (UnixOperatingSystemMXBean) system;
        Path file = file("train.csv", "text,label\na,ham\nb,spam\n");
        Path broken = file("broken.csv", "text,label\na\n");
        TextSource train = csv().trainFile(file).load().train().orElseThrow();
        long before = unix.getOpenFileDescriptorCount();
        for (int i = 0; i < 100; i++) {
            try (Stream<Example> stream = train.stream()) {
                assertThat(stream.findFirst()).isPresent();
            }
            assertThatThrownBy(() -> csv().trainFile(broken).load()).isInstanceOf(VerdictException.class);
            assertThatThrownBy(() -> csv().inputField("x").trainFile(file).load())
                    .isInstanceOf(VerdictException.class);
        }
        // The JVM itself opens a file now and then; 300 leaks would show.
        assertThat(unix.getOpenFileDescriptorCount()).isLessThan(before + 50);
    }

    @Test
    void readsLists() {
        TextClassificationData data = TextClassificationData.fromLists()
                .train(List.of("a", "b", "c", "d"), List.of("x", " y", "x", "y"))
                .test(List.of("e"), List.of("y"))
                .predict(List.of("f"))
                .valSplit(0.5)
                .load();
        assertThat(data.train().orElseThrow().classCounts()).containsExactly(1, 1);
        assertThat(data.valid().orElseThrow().classCounts()).containsExactly(1, 1);
        assertThat(examples(data.test().orElseThrow())).containsExactly(new Example("e", 1, 1));
        assertThat(examples(data.predict().orElseThrow())).containsExactly(new Example("f", Example.UNLABELLED, 1));
    }

    @Test
    void wrongListsAreErrors() {
        assertFails(
                () -> TextClassificationData.fromLists().train(List.of("a", "b"), List.of("x")),
                "There are 2 texts but 1 labels in the training data; each text needs one.");
        assertFails(
                () -> TextClassificationData.fromLists()
                        .train(List.of("a", " "), List.of("x", "y"))
                        .load(),
                "the training data, entry 2: the text is empty. Remove the row or give it a text.");
        assertFails(
                () -> TextClassificationData.fromLists()
                        .train(List.of("a", "b"), List.of("x", ""))
                        .load(),
                "the training data, entry 2: the label is empty. Remove the row or give it a label.");
        assertFails(
                () -> TextClassificationData.fromLists()
                        .train(List.of(), List.of())
                        .load(),
                "There are no rows in the training data.");
    }

    @Test
    void readsTheBundledData() {
        Path spam = Path.of("..", "examples", "data", "spam");
        TextClassificationData data = csv().trainFile(spam.resolve("train.csv"))
                .validFile(spam.resolve("valid.csv"))
                .testFile(spam.resolve("test.csv"))
                .load();
        assertThat(data.labels().names()).containsExactly("ham", "spam");
        assertThat(data.train().orElseThrow().classCounts()).containsExactly(1400, 700);
        assertThat(data.valid().orElseThrow().classCounts()).containsExactly(240, 120);
        assertThat(data.test().orElseThrow().classCounts()).containsExactly(360, 180);
    }
}
