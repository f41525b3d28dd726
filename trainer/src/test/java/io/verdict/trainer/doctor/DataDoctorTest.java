package io.verdict.trainer.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.trainer.data.Table;
import io.verdict.trainer.data.TargetForm;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.doctor.Finding.Severity;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDoctorTest {
    @TempDir
    Path folder;

    private int files;

    /** Twelve good and twelve bad texts, and after them the rows that a test is about, from line 26 on. */
    private Table table(String... rows) throws IOException {
        StringBuilder csv = new StringBuilder("text,label\n");
        int file = files++;
        IntStream.range(0, 24)
                .forEach(i -> csv.append("text %d of file %d,%s%n".formatted(i, file, i % 2 == 0 ? "good" : "bad")));
        for (String row : rows) {
            csv.append(row).append('\n');
        }
        return Table.open(Files.writeString(folder.resolve("d" + file + ".csv"), csv));
    }

    private static DataDoctor examine(Table training) {
        return DataDoctor.withoutTokenizer().examine("training", training, List.of("text"), List.of("label"));
    }

    private static List<Finding> serious(Diagnosis diagnosis) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.severity() != Severity.NOTE)
                .toList();
    }

    private static Finding only(Diagnosis diagnosis) {
        assertThat(serious(diagnosis)).as(diagnosis.toText()).hasSize(1);
        return serious(diagnosis).get(0);
    }

    @Test
    void cleanDataHasNoteOfItsClassesAlone() throws IOException {
        Diagnosis diagnosis = examine(table()).diagnosis();
        assertThat(diagnosis.rows()).containsEntry("training", 24L);
        assertThat(diagnosis.findings()).singleElement().satisfies(note -> {
            assertThat(note.severity()).isEqualTo(Severity.NOTE);
            assertThat(note.what()).isEqualTo("2 classes: good 12 (50.0%), bad 12 (50.0%).");
        });
    }

    @Test
    void smallClassesAreFound() throws IOException {
        Finding finding = only(examine(table("x,rare", "y,rare")).diagnosis());
        assertThat(finding.check()).isEqualTo("class_balance");
        assertThat(finding.what()).isEqualTo("3 classes: good 12 (46.2%), bad 12 (46.2%), rare 2 (7.7%).");
        assertThat(finding.examples()).containsExactly("line 26", "line 27");
    }

    /** Blanks around a label are no difference: training trims it. */
    @Test
    void labelsThatAreNearlyTheSameAreFound() throws IOException {
        List<Finding> findings =
                serious(examine(table("x,Good", "y,bad ", "z,godo")).diagnosis());
        assertThat(findings)
                .filteredOn(finding -> finding.check().equals("label_near_misses"))
                .extracting(Finding::what)
                .containsExactlyInAnyOrder(
                        "The label \"Good\" (1 row) differs from \"good\" (12) by case or white space only.",
                        "The label \"godo\" (1 row) differs from \"good\" (12) by a letter or two only.");
    }

    @Test
    void numbersAreNoTypos() throws IOException {
        StringBuilder csv = new StringBuilder("text,label\n");
        IntStream.range(0, 220)
                .forEach(i -> csv.append("text ")
                        .append(i)
                        .append(',')
                        .append(i < 200 ? 0 : 1)
                        .append('\n'));
        Table table = Table.open(Files.writeString(folder.resolve("numbers.csv"), csv));
        assertThat(serious(examine(table).diagnosis())).isEmpty();
    }

    @Test
    void duplicatesInOnePartAreFoundAfterNormalisation() throws IOException {
        Finding finding = only(examine(table("Text  0 of FILE 0,good")).diagnosis());
        assertThat(finding.check()).isEqualTo("duplicates");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.what()).isEqualTo("1 of 25 texts (4.0%) repeat an earlier one.");
        assertThat(finding.examples()).containsExactly("line 26");
    }

    @Test
    void duplicatesAcrossPartsAreFound() throws IOException {
        Diagnosis diagnosis = examine(table())
                .examine(
                        "test",
                        table("text 3 of file 0,bad", "text 5 of file 0,bad"),
                        List.of("text"),
                        List.of("label"))
                .diagnosis();
        Finding finding = only(diagnosis);
        assertThat(finding.check()).isEqualTo("duplicates");
        assertThat(finding.severity()).isEqualTo(Severity.PROBLEM);
        assertThat(finding.part()).isEqualTo("test");
        assertThat(finding.what()).isEqualTo("2 of 26 texts (7.7%) are in the training data too.");
        assertThat(finding.examples()).containsExactly("line 26", "line 27");
    }

    @Test
    void theSameTextWithAnotherLabelIsFound() throws IOException {
        assertThat(serious(examine(table("text 0 of file 0,bad")).diagnosis()))
                .extracting(Finding::check)
                .containsExactly("contradictions", "duplicates");
    }

    private Table file(String name, String... lines) throws IOException {
        return Table.open(Files.write(folder.resolve(name), List.of(lines)));
    }

    private static List<String> repeated(int times, String... rows) {
        return IntStream.range(0, times)
                .boxed()
                .flatMap(i -> Stream.of(rows).map(row -> row.formatted(i)))
                .toList();
    }

    @Test
    void pairsAreTheSameOnlyWhereBothTextsAre() throws IOException {
        List<String> rows = new ArrayList<>(List.of("a,b,label"));
        rows.addAll(repeated(12, "the question,answer %d,right", "the question,other %d,wrong"));
        rows.addAll(List.of("The  question,answer 3,wrong", "the question,,right", "x,caf\uFFFD,right"));
        Diagnosis diagnosis = DataDoctor.withoutTokenizer()
                .examine(
                        "training", file("pairs.csv", rows.toArray(String[]::new)), List.of("a", "b"), List.of("label"))
                .diagnosis();
        assertThat(serious(diagnosis))
                .extracting(Finding::check)
                .containsExactly("contradictions", "empty_texts", "encoding", "duplicates");
        assertThat(serious(diagnosis))
                .extracting(Finding::examples)
                .containsExactly(List.of("line 26"), List.of("line 27"), List.of("line 28"), List.of("line 26"));
    }

    @Test
    void pairsAreCutAndUnknownAsTrainingSeesThem() throws IOException {
        Path vocabulary = Files.write(
                folder.resolve("vocab.txt"), List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b"));
        Diagnosis diagnosis = DataDoctor.withTokenizer(Tokenizer.load(vocabulary), 6)
                .examine(
                        "training",
                        file("pairs.csv", "x,y,label", "a,b,1", "a a,b b,0", "a,b zzz,1"),
                        List.of("x", "y"),
                        List.of("label"))
                .diagnosis();
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.check().equals("truncated"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.examples()).containsExactly("line 3"));
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.check().equals("unknown_tokens"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("most often: zzz (1)"));
    }

    @Test
    void severalLabelsAreCountedOneByOne() throws IOException {
        List<String> rows = new ArrayList<>(List.of("text,tags"));
        rows.addAll(repeated(15, "one %d,\"film,good\"", "two %d,\"film,bad\"", "three %d,good"));
        rows.add("four,rare");
        Diagnosis diagnosis = DataDoctor.withoutTokenizer()
                .examine("training", file("tags.csv", rows.toArray(String[]::new)), List.of("text"), List.of("tags"))
                .diagnosis();
        assertThat(diagnosis.targets()).isEqualTo("target `tags`: comma-delimited labels, 4 distinct, multi-label");
        Finding finding = only(diagnosis);
        assertThat(finding.what())
                .isEqualTo("4 labels: film 30 (65.2%), good 30 (65.2%), bad 15 (32.6%), rare 1 (2.2%).");
        assertThat(finding.advice()).contains("sampling weighted").doesNotContain("class_weights");
        assertThat(Objects.requireNonNull(diagnosis.figures().get("training")).labels())
                .containsEntry("film", 30L);
    }

    @Test
    void aColumnThatIsNeverSetIsALabelWithoutTexts() throws IOException {
        List<String> rows = new ArrayList<>(List.of("text,a,b,c"));
        rows.addAll(repeated(12, "one %d,1,0,0", "two %d,1,1,0", "none %d,0,0,0"));
        Diagnosis diagnosis = DataDoctor.withoutTokenizer()
                .examine(
                        "training",
                        file("columns.csv", rows.toArray(String[]::new)),
                        List.of("text"),
                        List.of("a", "b", "c"))
                .diagnosis();
        assertThat(only(diagnosis).what()).isEqualTo("3 labels: a 24 (66.7%), b 12 (33.3%), c 0 (0.0%).");
    }

    @Test
    void targetsAtWhichTrainingStopsAreFound() throws IOException {
        Finding mixed = serious(examine(file("mixed.csv", "text,label", "a,good", "b,\"good,bad\"", "c,3", "d,"))
                        .diagnosis())
                .get(0);
        assertThat(mixed.check()).isEqualTo("target_form");
        assertThat(mixed.severity()).isEqualTo(Severity.PROBLEM);
        assertThat(mixed.what()).contains("line 4", "3");

        Diagnosis hot = DataDoctor.withoutTokenizer()
                .targetForm(TargetForm.ONE_HOT)
                .examine(
                        "training",
                        file("hot.csv", "text,a,b", "x,1,0", "y,1,1", "z,0,1"),
                        List.of("text"),
                        List.of("a", "b"))
                .diagnosis();
        assertThat(serious(hot)).extracting(Finding::check).contains("unreadable_targets");
        assertThat(serious(hot).get(0).examples()).containsExactly("line 3");

        Finding one = serious(
                        examine(file("one.csv", "text,label", "a,x", "b,x")).diagnosis())
                .get(0);
        assertThat(one.what()).contains("has only one label, x.");
    }

    @Test
    void labelsThatTheTrainingDataLacksAreFound() throws IOException {
        Diagnosis diagnosis = examine(table())
                .examine("test", table("x,goof", "y,neutral", "z,good"), List.of("text"), List.of("label"))
                .diagnosis();
        Finding finding = only(diagnosis);
        assertThat(finding.check()).isEqualTo("unknown_labels");
        assertThat(finding.part()).isEqualTo("test");
        assertThat(finding.what())
                .startsWith("2 rows have a label that the training data lacks; the first: unknown label \"goof\".")
                .contains("Did you mean \"good\"?");
        assertThat(finding.examples()).containsExactly("line 26", "line 27");
    }

    @Test
    void missingTextsAndLabelsAreFound() throws IOException {
        List<Finding> findings = serious(examine(table("  ,good", ",bad", "x,")).diagnosis());
        assertThat(findings).extracting(Finding::check).containsExactly("missing_labels", "empty_texts");
        assertThat(findings)
                .extracting(Finding::examples)
                .containsExactly(List.of("line 28"), List.of("line 26", "line 27"));
    }

    @Test
    void veryLongTextsAreFound() throws IOException {
        assertThat(only(examine(table("long ".repeat(10_001) + ",good")).diagnosis())
                        .what())
                .isEqualTo("1 of 25 texts (4.0%) have more than 50,000 characters.");
    }

    @Test
    void damagedEncodingsAreFound() throws IOException {
        assertThat(serious(examine(table("caf\uFFFD,good", "cafÃ©,good", "donâ€™t,good", "bell\u0007,good"))
                        .diagnosis()))
                .extracting(Finding::rows)
                .containsExactly(1L, 2L, 1L);
        assertThat(Mojibake.isIn("Ã¼ber")).isTrue();
        for (String fine :
                List.of("über", "naïve café", "«Où?»", "Größe – 5 €", "São Paulo", "日本", "😀", "Ã la carte", "Ö¥")) {
            assertThat(Mojibake.isIn(fine)).as(fine).isFalse();
        }
    }

    @Test
    void textsAreSeenAsTokens() throws IOException {
        Path vocabulary = Files.write(
                folder.resolve("vocab.txt"),
                List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "text", "of", "file", "0", "1"));
        Diagnosis diagnosis = DataDoctor.withTokenizer(Tokenizer.load(vocabulary), 7)
                .examine("training", table("text text text text text text,good"), List.of("text"), List.of("label"))
                .diagnosis();
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.check().equals("truncated"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.what())
                            .isEqualTo("1 of 25 texts (4.0%) have more than 7 tokens and are cut (on average a text has"
                                    + " 7).");
                    assertThat(finding.examples()).containsExactly("line 26");
                });
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.check().equals("unknown_tokens"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.what())
                            .isEqualTo("22 of 176 tokens (12.5%) are unknown to the model; most often: 10 (1), 11 (1),"
                                    + " 12 (1), 13 (1), 14 (1).");
                    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                    assertThat(finding.rows()).isEqualTo(22);
                });
    }

    @Test
    void looksInShortAtDataThatIsLoaded() throws IOException {
        Path vocabulary = Files.write(
                folder.resolve("vocab.txt"), List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "text", "a", "b"));
        List<String> texts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            texts.add("text a" + "b".repeat(i));
            labels.add(i % 2 == 0 ? "x" : "y");
        }
        TextClassificationData data = TextClassificationData.fromLists()
                .train(texts, labels)
                .test(texts.subList(0, 20), labels.subList(0, 20))
                .load();
        Diagnosis diagnosis = DataDoctor.inShort(data, Tokenizer.load(vocabulary), 64);
        assertThat(diagnosis.rows()).containsEntry("training", 30L).containsEntry("test", 20L);
        assertThat(serious(diagnosis))
                .filteredOn(finding -> finding.severity() == Severity.PROBLEM)
                .extracting(Finding::what)
                .containsExactly("20 of 20 texts (100.0%) are in the training data too.");
    }

    @Test
    void tellsPeopleAndPrograms() throws IOException {
        Diagnosis diagnosis = examine(table("Text  0 of FILE 0,good")).diagnosis();
        assertThat(diagnosis.toText()).isEqualToNormalizingNewlines("""
                training: 25 rows
                target `label`: labels, 2 distinct, single-label

                warning, duplicates, training
                  1 of 25 texts (4.0%) repeat an earlier one.
                  Rows: line 26
                  Remove them unless they are meant to count more; a val_split would put some on both sides.

                note, class_balance, training
                  2 classes: good 13 (52.0%), bad 12 (48.0%).

                0 problems, 1 warning, 1 note
                """);
        JsonObject json = JsonParser.parseString(diagnosis.toJson()).getAsJsonObject();
        assertThat(json.getAsJsonObject("rows").get("training").getAsInt()).isEqualTo(25);
        assertThat(json.get("targets").getAsString()).isEqualTo("target `label`: labels, 2 distinct, single-label");
        JsonObject first = json.getAsJsonArray("findings").get(0).getAsJsonObject();
        assertThat(first.get("check").getAsString()).isEqualTo("duplicates");
        assertThat(first.get("severity").getAsString()).isEqualTo("warning");
        assertThat(first.getAsJsonArray("examples").get(0).getAsString()).isEqualTo("line 26");
    }

    @Test
    void aMillionHashesAreKeptApart() {
        TextHashes hashes = new TextHashes();
        for (int i = 0; i < 1_000_000; i++) {
            assertThat(hashes.putIfAbsent(hash(i), i % 3, i) == TextHashes.NEW).isTrue();
        }
        long seen = hashes.putIfAbsent(hash(77), 0, 0);
        assertThat(TextHashes.part(seen)).isEqualTo(77 % 3);
        assertThat(TextHashes.labels(seen)).isEqualTo(77);
    }

    private static long hash(int i) {
        return i * 0x9E3779B97F4A7C15L;
    }

    @Test
    void filesOfOtherKindsAreErrors() {
        assertThatThrownBy(() -> Table.open(folder.resolve("d.xlsx")))
                .isInstanceOf(VerdictException.class)
                .hasMessage(folder.resolve("d.xlsx")
                        + ": the name must end in .csv, .tsv, .txt, .json, .jsonl or .parquet, or the format must be told"
                        + " (file_format).");
    }
}
