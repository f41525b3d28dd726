package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {
    private static final Path REFERENCE = Path.of("../docs/reference/command-line.md");
    private static final List<String> COMMANDS = List.of(
            "",
            "text_classification",
            "text_classification from_csv",
            "text_classification from_tsv",
            "text_classification from_json",
            "text_classification from_parquet",
            "text_classification from_lists",
            "text_classification from_labelstudio",
            "text_classification from_imdb",
            "text_classification from_toxic",
            "predict",
            "evaluate",
            "export",
            "verify",
            "serve",
            "inspect",
            "doctor",
            "backbones",
            "tokenize",
            "embed",
            "list",
            "completion");

    static List<String> commands() {
        return COMMANDS;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isThereAndFitsATerminal(String command) {
        CliRun run = help(command);
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 80);
        assertThat(run.out())
                .contains("Usage: verdict")
                .contains("Example")
                .contains("--stacktrace")
                .doesNotContain("${");
    }

    /** With {@code -Dverdict.test.write=true} it writes the page instead. */
    @Test
    void isWhatTheReferenceSays() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Command line

                What `verdict COMMAND --help` prints. Results go to standard output, everything else to standard error. Exit codes: 0
                done, 1 failed with one clear message, 2 used wrongly, 130 or 143 interrupted (Ctrl-C, SIGTERM).
                """);
        for (String command : COMMANDS) {
            page.append("\n## ").append(("verdict " + command).strip()).append("\n\n");
            help(command)
                    .lines()
                    .forEach(line -> page.append(line.isEmpty() ? "" : "    " + line.stripTrailing())
                            .append('\n'));
        }
        if (Boolean.getBoolean("verdict.test.write")) {
            Files.writeString(REFERENCE, page);
        }
        assertThat(Files.readString(REFERENCE))
                .as("run: mvn test -pl cli -Dtest=HelpTest -Dtest.jvm.more=-Dverdict.test.write=true")
                .isEqualTo(page.toString());
    }

    private static CliRun help(String command) {
        return CliRun.of((Object[]) (command + " --help").strip().split(" "));
    }

    @Test
    void groupsTheOptionsOfTraining() {
        assertThat(CliRun.of("text_classification", "--help").out())
                .containsSubsequence(
                        "Data:",
                        "--data.batch_size",
                        "Model:",
                        "--model.backbone",
                        "Trainer:",
                        "--trainer.strategy",
                        "Output:",
                        "--overwrite",
                        "Config files:",
                        "--print_config",
                        "With every command:",
                        "--quiet");
    }

    @Test
    void tellsItsVersions() {
        CliRun run = CliRun.of("--version");
        assertThat(run.code()).isZero();
        assertThat(run.out()).matches("verdict \\d.*\\RND4J 1\\.0\\.0-M2\\.1, Java \\d.*\\R");
    }
}
