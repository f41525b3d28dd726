package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The acceptance cases of Flash's tests on the command line. */
class FlashCommandLineTest {
    @TempDir
    private Path folder;

    @Test
    void fastDevRunTrueTriesATrainingAndWritesNothing() throws IOException {
        Path backbone = TinyBackbone.in(folder);
        Path data = Files.writeString(
                folder.resolve("data.csv"),
                "text,label\ngood film,good\nbad film,bad\n" + "very good,good\na bad film,bad\n");
        List<Path> before = files();
        CliRun run = CliRun.of(
                "text_classification",
                "--trainer.fast_dev_run",
                "true",
                "--trainer.default_root_dir",
                folder.resolve("run"),
                "--output",
                folder.resolve("model"),
                "--model.backbone",
                backbone,
                "--model.max_length",
                16,
                "--data.batch_size",
                2,
                "from_csv",
                "--input_field",
                "text",
                "--target_field",
                "label",
                "--train_file",
                data,
                "--val_split",
                0.5);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("fast_dev_run");
        assertThat(files()).isEqualTo(before);
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(folder)) {
            return all.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("io.verdict.cli.HelpTest#commands")
    void helpShowsEveryOption(String command) {
        CommandLine line = PrintConfigTest.tree();
        for (String name : command.split(" ", -1)) {
            line = name.isEmpty()
                    ? line
                    : Objects.requireNonNull(line.getSubcommands().get(name));
        }
        String help =
                CliRun.of((Object[]) (command + " --help").strip().split(" ")).out();
        for (OptionSpec option : line.getCommandSpec().options()) {
            assertThat(help).contains(option.longestName());
        }
        if (command.equals("text_classification")) {
            assertThat(help).contains("--trainer.max_epochs", "--model.backbone", "--seed_everything");
        }
    }

    @Test
    void printConfigRoundTrips() throws IOException {
        CliRun first = CliRun.of(
                "text_classification",
                "--trainer.max_epochs=7",
                "--model.learning_rate=0.003",
                "--seed_everything=5",
                "from_csv",
                "--input_field=text",
                "--target_field=label",
                "--train_file=a b.csv",
                "--print_config");
        assertThat(first.code()).as(first.err()).isZero();
        Path config = Files.writeString(folder.resolve("c.yaml"), first.out());
        assertThat(CliRun.of("text_classification", "--config", config, "--print_config"))
                .isEqualTo(first);
    }
}
