package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    private static final Path MAIL = Path.of("../examples/data/spam");

    private static CliRun doctor(Object... more) {
        Object[] args = {
            "doctor",
            "--input_field",
            "text",
            "--target_field",
            "label",
            "--train_file",
            MAIL.resolve("train.csv"),
            "--test_file",
            MAIL.resolve("test.csv")
        };
        Object[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return CliRun.of(all);
    }

    @Test
    void looksAtTheBundledMail() {
        CliRun run = doctor("--no_tokens");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith("training: 2,100 rows\ntest: 540 rows\n")
                .contains("2 classes: ham 1,400 (66.7%), spam 700 (33.3%).")
                .matches("(?s).*\\d+ problems?, \\d+ warnings?, \\d+ notes?\n");
    }

    @Test
    void printsJson() {
        CliRun run = doctor("--no_tokens", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonArray findings = JsonParser.parseString(run.out()).getAsJsonObject().getAsJsonArray("findings");
        assertThat(findings).isNotEmpty();
    }

    @Test
    void looksAtPairsAndAtSeveralLabels(@TempDir Path folder) throws IOException {
        Path rows = folder.resolve("pairs.json");
        Files.writeString(rows, """
                {"data": [{"a": "film", "b": "good", "tags": ["x", "y"]}, {"a": "film", "b": "bad", "tags": ["y"]},
                          {"a": "Film", "b": "BAD", "tags": ["x"]}]}
                """);
        CliRun run = CliRun.of(
                "doctor",
                "--no_tokens",
                "--input_field",
                "a,b",
                "--target_field",
                "tags",
                "--train_file",
                rows,
                "--rows_field",
                "data");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "target `tags`: lists of labels, 2 distinct, multi-label",
                        "1 of 3 texts (33.3%) have another label than the same text before.",
                        "2 labels: x 2 (66.7%), y 2 (66.7%).");
        CliRun told = CliRun.of(
                "doctor",
                "--no_tokens",
                "--input_field",
                "text",
                "--target_field",
                "label",
                "--target_form",
                "space",
                "--json",
                "--train_file",
                Files.writeString(folder.resolve("space.csv"), "text,label\na,x y\nb,y\n"));
        assertThat(JsonParser.parseString(told.out())
                        .getAsJsonObject()
                        .get("targets")
                        .getAsString())
                .contains("2 distinct, multi-label, as told");
    }

    @Test
    void saysWhatIsMissing() {
        CliRun none = CliRun.of("doctor", "--input_field", "text");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("Name a file, such as --train_file train.csv.");
        CliRun field =
                CliRun.of("doctor", "--no_tokens", "--input_field", "txt", "--train_file", MAIL.resolve("train.csv"));
        assertThat(field.code()).isEqualTo(1);
        assertThat(field.err()).contains("has no column \"txt\"");
    }
}
