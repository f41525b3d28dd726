package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Options from files, seen through what {@code --print_config} makes of them. */
class ConfigFileTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void groupsAndTheOptionsOfTheSubCommandNest() throws IOException {
        Path file = file("c.yaml", """
                # A comment.
                seed_everything: 7
                trainer: {max_epochs: 5, detect_anomaly: true}
                model:
                  learning_rate: 1e-4   # as it is written
                output: 'my model'
                from_csv:
                  input_field: no
                  target_fields: "label: x"
                  train_file: a.csv
                """);
        assertThat(printed("--config", file))
                .contains("seed_everything: 7\n")
                .contains("  max_epochs: 5\n")
                .contains("  detect_anomaly: true\n")
                .contains("  learning_rate: 1e-4\n")
                .contains("\noutput: my model\n")
                .contains("from_csv:\n")
                .contains("  input_field: [\"no\"]\n")
                .contains("  target_field: [\"label: x\"]\n")
                .contains("  train_file: a.csv\n")
                .contains("  val_file: null\n");
    }

    @Test
    void jsonIsReadTooWithTabsAndEscapes() throws IOException {
        Path file = file(
                "c.json",
                "{\n\t\"trainer\": {\n\t\t\"max_epochs\": 5,\n\t\t\"detect_anomaly\": false\n\t},\n"
                        + "\t\"output\": \"a\\/\\ud83d\\ude00\"\n}\n");
        assertThat(printed("--config", file))
                .contains("  max_epochs: 5\n")
                .contains("  detect_anomaly: false\n")
                .contains("\noutput: \"a/\uD83D\uDE00\"\n");
    }

    @Test
    void theCommandLineWinsAndOfSeveralFilesTheLast() throws IOException {
        Path one = file("one.yaml", "trainer: {max_epochs: 1, seed: 1, detect_anomaly: true}\nmodel: {warmup: 0.5}\n");
        Path two = file("two.yaml", "trainer: {max_epochs: 2, seed: 2}\nmodel: {warmup: null}\n");
        assertThat(printed("--config", one, "--trainer.seed", 3, "--config=" + two, "--trainer.detect_anomaly=false"))
                .contains("  max_epochs: 2\n")
                .contains("  seed: 3\n")
                .contains("  detect_anomaly: false\n")
                .contains("  warmup: null\n");
        assertThat(printed("--config", two, "--config", one)).contains("  max_epochs: 1\n", "  warmup: 0.5\n");
        // Wherever they stand.
        assertThat(printed("--trainer.max_epochs", 9, "from_csv", "--config", one))
                .contains("  max_epochs: 9\n");
        assertThat(printed("from_csv", "--trainer.max_epochs", 9, "--config", one))
                .contains("  max_epochs: 9\n");
    }

    @Test
    void filesThatSayNothingAreAllowed() throws IOException {
        String plain = printed();
        assertThat(printed("--config", file("empty.yaml", ""))).isEqualTo(plain);
        assertThat(printed("--config", file("comment.yaml", "# nothing\n"))).isEqualTo(plain);
        assertThat(printed("--config", file("groups.yaml", "\uFEFFtrainer:\nmodel: {}\n")))
                .isEqualTo(plain);
    }

    @Test
    void aFileMayNameTheSubCommandAndSatisfyWhatItRequires() throws IOException {
        Path file = file("c.yaml", """
                from_csv:
                  input_field: text
                  target_field: label
                  train_file: nowhere.csv
                """);
        CliRun run = CliRun.of("text_classification", "--config", file);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("nowhere.csv");
        CliRun missing = CliRun.of("text_classification", "--config", file("d.yaml", "from_csv: {input_field: text}"));
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("Missing required options", "--target_field", "--train_file");
    }

    @Test
    void everyCommandTakesOne() throws IOException {
        Path file = file("c.yaml", "model: nowhere\noutput: logits\n");
        CliRun run = CliRun.of("predict", "--config", file, "--", "--config");
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains("nowhere");
        CliRun print = CliRun.of("predict", "--config", file, "--print_config");
        assertThat(print.out()).contains("\nmodel: nowhere\n", "\noutput: logits\n");
        assertThat(CliRun.of("inspect", "--config", file, "x").err()).contains("Unknown option --config");
    }

    @Test
    void helpIsStillHelp() {
        assertThat(CliRun.of("text_classification", "--config", "nowhere.yaml", "--help")
                        .out())
                .contains("Usage: verdict text_classification");
    }

    static Stream<Arguments> wrongFiles() {
        return Stream.of(
                of(
                        "trainer:\n  max_epoch: 5\n",
                        "line 2, column 3: unknown key \"trainer.max_epoch\". Did you mean" + " \"max_epochs\"?"),
                of(
                        "max_epochs: 5\n",
                        "line 1, column 1: unknown key \"max_epochs\". Did you mean \"max_epochs\" under"
                                + " \"trainer\"?"),
                of("trainr: {}\n", "line 1, column 1: unknown key \"trainr\". Did you mean \"trainer\"?"),
                of("model:\n  xyzzy: 5\n", "unknown key \"model.xyzzy\". The keys under \"model\" are"),
                of("from_cvs: {}\n", "Did you mean \"from_csv\"?"),
                of("from_csv:\n  trainer: {}\n", "line 2, column 3: unknown key \"from_csv.trainer\""),
                of("help: true\n", "unknown key \"help\""),
                of("config: c.yaml\n", "unknown key \"config\""),
                of(
                        "trainer:\n  max_epochs: five\n",
                        "line 2, column 3: Invalid value for option" + " '--trainer.max_epochs': 'five' is not an int"),
                of(
                        "trainer:\n  detect_anomaly: yes\n",
                        "line 2, column 3: Invalid value for option '--trainer.detect_anomaly'"),
                of(
                        "model:\n  pooling: max\n",
                        "line 2, column 3: Invalid value for option '--model.pooling': Unknown" + " pooling \"max\""),
                of("trainer: 5\n", "line 1, column 10: \"trainer\" is a group"),
                of("seed_everything: [1, 2]\n", "line 1, column 18: \"seed_everything\" takes one value"),
                of("seed_everything: {a: 1}\n", "\"seed_everything\" takes one value"),
                of("trainer:\n  seed: 1\n  seed: 2\n", "line 3, column 3: \"trainer.seed\" is set twice, also at"),
                of("trainer:\n  seed: 1\ntrainer.seed: 2\n", "line 3, column 1: \"trainer.seed\" is set twice"),
                of("from_csv: {}\nfrom_csv: {}\n", "line 2, column 1: \"from_csv\" is there twice"),
                of("- a\n", "line 1, column 1: expected \"key: value\" lines"),
                of("? [a]\n: b\n", "a key must be a name"),
                of("a: 1\n b: 2\n", "line 2, column 3: mapping values are not allowed here"),
                of("{\"trainer\": {\"seed\": 1}\n", "line 2, column 1: "),
                of("a: 1\n---\nb: 2\n", "line 2, column 1: but found another document"));
    }

    @ParameterizedTest
    @MethodSource("wrongFiles")
    void isWrongWithItsPlace(String text, String message) throws IOException {
        Path file = file("c.yaml", text);
        CliRun run = CliRun.of("text_classification", "--config", file);
        assertThat(run.err())
                .startsWith("verdict: " + file)
                .contains(message)
                .endsWith("\nSee: verdict text_classification --help\n")
                .doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void whatIsNoConfigFileIsTold() throws IOException {
        Path nowhere = folder.resolve("nowhere.yaml");
        assertWrong("There is no config file " + nowhere, "--config", nowhere);
        Path latin = Files.write(folder.resolve("latin.yaml"), "output: é".getBytes(StandardCharsets.ISO_8859_1));
        assertWrong(latin + " is not UTF-8", "--config", latin);
        assertWrong("Cannot read " + folder, "--config", folder);
        assertWrong("Missing required parameter for option '--config' (FILE)", "--config");
    }

    @Test
    void whatIsWrongOnTheCommandLineIsToldFirst() throws IOException {
        Path file = file("c.yaml", "from_csv: {input_field: text, target_field: label, train_file: t.csv}\n");
        assertWrong("Did you mean \"--trainer.seed\"?", "--config", file, "--trainer.sed", "1");
        assertWrong("'x' is not a long", "--config", file, "--trainer.seed", "x");
    }

    private static void assertWrong(String message, Object... options) {
        CliRun run = textClassification(options);
        assertThat(run.err()).startsWith("verdict: ").contains(message);
        assertThat(run.code()).isEqualTo(2);
    }

    private static String printed(Object... options) {
        CliRun run = textClassification(
                Stream.concat(Stream.of(options), Stream.of("--print_config")).toArray());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        return run.out();
    }

    private static CliRun textClassification(Object... options) {
        return CliRun.of(Stream.concat(Stream.of("text_classification"), Stream.of(options))
                .toArray());
    }

    private static Arguments of(String text, String message) {
        return Arguments.of(text, message);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
