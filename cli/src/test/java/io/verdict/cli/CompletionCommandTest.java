package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script of bash is read by bash, which then completes. */
@DisabledOnOs(OS.WINDOWS) // There is no bash.
class CompletionCommandTest {
    @TempDir
    Path folder = Path.of("");

    private Path script = Path.of("");

    @BeforeEach
    void write() throws IOException {
        CliRun run = CliRun.of("completion", "bash");
        assertThat(run.code()).as(run.err()).isZero();
        script = Files.writeString(folder.resolve("completion.sh"), run.out());
    }

    @Test
    void completesCommands() throws Exception {
        assertThat(complete("")).contains("text_classification", "predict", "evaluate", "list", "completion");
        assertThat(complete("pre")).containsExactly("predict");
        assertThat(complete("text_classification", "from_c")).containsExactly("from_csv");
    }

    @Test
    void completesOptions() throws Exception {
        assertThat(complete("text_classification", "--trainer.max_e")).containsExactly("--trainer.max_epochs");
        assertThat(complete("text_classification", "from_csv", "--val_f")).containsExactly("--val_file");
        assertThat(complete("text_classification", "from_csv", "--model.b")).containsExactly("--model.backbone");
        assertThat(complete("embed", "--")).contains("--pooling", "--backbone", "--config", "--quiet");
    }

    @Test
    void completesValues() throws Exception {
        assertThat(complete("text_classification", "--trainer.strategy", ""))
                .containsExactlyElementsOf(Available.STRATEGIES.names());
        assertThat(complete("text_classification", "--model.optimizer", ""))
                .containsExactlyElementsOf(Available.OPTIMIZERS.names());
        assertThat(complete("text_classification", "--model.lr_scheduler", "cos"))
                .contains("cosine");
        assertThat(complete("text_classification", "--model.pooling", ""))
                .containsExactlyElementsOf(Available.HEADS.names());
        assertThat(complete("predict", "--output", "lo")).containsExactly("logits");
        assertThat(complete("predict", "--format", "js")).contains("jsonl");
        assertThat(complete("list", "back")).containsExactly("backbones");
        Files.createFile(folder.resolve("train-data.csv"));
        assertThat(complete("text_classification", "from_csv", "--train_file", "train-d"))
                .containsExactly("train-data.csv");
    }

    @Test
    void fishGetsEveryCommandAndOption() {
        CliRun run = CliRun.of("completion", "fish");
        assertThat(run.code()).isZero();
        assertThat(run.lines())
                .allMatch(line -> line.startsWith("complete -c verdict ") || line.startsWith("# "))
                .anyMatch(line -> line.startsWith("complete -c verdict -n '__fish_use_subcommand' -a predict -d '"))
                .anyMatch(line -> line.contains("__fish_seen_subcommand_from text_classification; and"
                        + " __fish_seen_subcommand_from from_csv' -l train_file -r -F -d '"))
                .anyMatch(line -> line.contains(
                        " -l trainer.strategy -x -a '" + String.join(" ", Available.STRATEGIES.names()) + "' -d '"))
                .anyMatch(line -> line.contains(" -s q -l quiet -d '"));
        assertThat(CliRun.of("completion", "zsh").out()).contains("bashcompinit");
    }

    @Test
    void anUnknownShellIsTold() {
        assertThat(CliRun.of("completion", "fisch").err())
                .contains("\"fisch\" is none of bash, zsh, fish. Did you mean \"fish\"?");
    }

    /** What bash offers for the last of these words. */
    private List<String> complete(String... words) throws Exception {
        String array = String.join(
                " ", Arrays.stream(words).map(word -> "'" + word + "'").toList());
        String commands = "source '" + script + "'; COMP_WORDS=(verdict " + array + "); COMP_CWORD=" + words.length
                + "; COMP_LINE=\"${COMP_WORDS[*]}\"; COMP_POINT=${#COMP_LINE}; _complete_verdict;"
                + " printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "-c", commands)
                .directory(folder.toFile())
                .start();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(bash.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(err).isZero();
        return out.lines().filter(line -> !line.isEmpty()).toList();
    }
}
