package io.verdict.export.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.verdict.export.SmallModels;
import io.verdict.transformer.Activation;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.ClassifierEngine;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.Pooling;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A SameDiff file in a process that has ND4J and what that needs, and nothing of Verdict. */
class WithoutVerdictTest {
    private static final float TOLERANCE = 1e-4f;

    @TempDir
    Path folder;

    @Test
    void stockSameDiffLoadsTheFileAndGivesTheSameLogits() throws Exception {
        List<PackedBatch> batches = List.of(SmallModels.batch(1, 3, 32, 1, 9), SmallModels.batch(2, 6));
        Path file = folder.resolve("model.fb");
        List<float[]> expected = new ArrayList<>();
        try (Classifier classifier = SmallModels.classifier(Pooling.MEAN, Activation.GELU, 9);
                ClassifierEngine engine = new ClassifierEngine(classifier)) {
            SameDiffFile.write(classifier, file);
            batches.forEach(batch -> expected.addAll(List.of(engine.logits(batch))));
        }
        List<float[]> logits = run(file, batches);
        assertThat(logits).hasSameSizeAs(expected);
        for (int text = 0; text < logits.size(); text++) {
            assertThat(logits.get(text)).containsExactly(expected.get(text), within(TOLERANCE));
        }
    }

    private List<float[]> run(Path file, List<PackedBatch> batches) throws Exception {
        Path inputs = folder.resolve("inputs.txt");
        Files.write(
                inputs, batches.stream().flatMap(batch -> lines(batch).stream()).toList());
        Path program = folder.resolve("LoadsSameDiff.java");
        try (var source = SmallModels.class.getResourceAsStream("LoadsSameDiff.java")) {
            Files.copy(java.util.Objects.requireNonNull(source), program);
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPathOfNd4j(),
                        program.toString(),
                        file.toString(),
                        inputs.toString())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(() -> read(folder.resolve("errors.txt")))
                .isZero();
        return out.lines()
                .filter(line -> line.startsWith("logits "))
                .map(WithoutVerdictTest::row)
                .toList();
    }

    /** Without the folders and jars of this project. */
    private static String classPathOfNd4j() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar")
                        && !Path.of(entry).getFileName().toString().startsWith("verdict"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> lines(PackedBatch batch) {
        List<List<String>> rows = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < batch.sequences(); i++) {
            int start = batch.sequenceOffset(i);
            int length = batch.sequenceOffset(i + 1) - start;
            int[] ones = new int[length];
            Arrays.fill(ones, 1);
            rows.get(0).add(padded(batch.tokenIds(), start, length, batch.longestSequence()));
            rows.get(1).add(padded(ones, 0, length, batch.longestSequence()));
            rows.get(2).add(padded(batch.typeIds(), start, length, batch.longestSequence()));
        }
        return rows.stream().map(row -> String.join(";", row)).toList();
    }

    private static String padded(int[] values, int start, int length, int longest) {
        int[] row = Arrays.copyOf(Arrays.copyOfRange(values, start, start + length), longest);
        return Arrays.stream(row).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    private static float[] row(String line) {
        String[] numbers =
                line.substring(line.indexOf('[') + 1, line.indexOf(']')).split(", ", -1);
        float[] row = new float[numbers.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = Float.parseFloat(numbers[i]);
        }
        return row;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
