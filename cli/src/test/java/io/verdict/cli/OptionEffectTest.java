package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.trainer.TrainerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** No option of {@code text_classification} is read by nobody. */
class OptionEffectTest {
    /** A value that is not the default; where it takes another option to matter, that one too. */
    private static final Map<String, List<String>> TOLD_TO_THE_TRAINER = Map.ofEntries(
            told("--seed_everything", "7"),
            told("--model.dropout", "0.3"),
            told("--model.optimizer", "lamb"),
            told("--model.learning_rate", "0.5"),
            told("--model.thawed_learning_rate", "0.5", "--trainer.strategy=freeze_unfreeze(1)"),
            told("--model.layer_decay", "0.5", "--trainer.strategy=no_freeze"),
            told("--model.weight_decay", "0.5"),
            told("--model.lr_scheduler", "cosine"),
            told("--model.warmup", "0.5"),
            told("--model.label_smoothing", "0.5"),
            told("--trainer.strategy", "no_freeze"),
            told("--trainer.accumulate_grad_batches", "3"),
            told("--trainer.gradient_clip_val", "3"),
            told("--trainer.gradient_clip_algorithm", "value"),
            told("--trainer.max_epochs", "77"),
            told("--trainer.max_steps", "77"),
            told("--trainer.max_time", "10m"),
            told("--trainer.stop_after_epochs", "1"),
            told("--trainer.limit_train_batches", "3"),
            told("--trainer.limit_val_batches", "3"),
            told("--trainer.limit_test_batches", "3"),
            told("--trainer.limit_predict_batches", "3"),
            told("--trainer.fast_dev_run", "3"),
            told("--trainer.overfit_batches", "3"),
            told("--trainer.log_every_n_steps", "3"),
            told("--trainer.detect_anomaly", "true"),
            told("--trainer.seed", "7"),
            told("--trainer.val_check_interval", "3"),
            told("--trainer.check_val_every_n_epoch", "3"),
            told("--trainer.monitor", "val_f1"),
            told("--trainer.monitor_mode", "max"),
            told("--trainer.early_stopping_patience", "3"),
            told("--trainer.early_stopping_min_delta", "0.5", "--trainer.early_stopping_patience=2"),
            told("--trainer.default_root_dir", "run"),
            told("--trainer.resume", "auto", "--trainer.default_root_dir=run"),
            told("--trainer.checkpoint_every_n_steps", "3", "--trainer.default_root_dir=run"),
            told("--data.batch_size", "3"),
            told("--data.max_batch_tokens", "3000"),
            told("--data.group_by_length", "false"),
            told("--data.class_weights", "balanced"),
            told("--data.sampling", "weighted"));

    /** Options that are about something else, whose effects have tests of their own. */
    private static final Set<String> TOLD_TO_OTHERS = Set.of(
            // TrainOnTest
            "--model.backbone",
            "--model.pooling",
            "--model.keep_head",
            // ExportAndVerifyTest
            "--model.enable_ort",
            // TrainerOptionsTest
            "--trainer.lr_find",
            "--trainer.logger",
            "--trainer.log_dir",
            // SeveralLabelsTest
            "--data.target_form",
            // ModelFolderTest
            "--output",
            "--overwrite",
            // here, below
            "--model.max_length",
            "--report_mistakes",
            // It has one value.
            "--trainer.precision",
            // Said to change nothing.
            "--trainer.deterministic");

    /** Of every command. */
    private static final Set<String> GENERAL =
            Set.of("--help", "--quiet", "--threads", "--stacktrace", "--version", "--config", "--print_config");

    @TempDir
    Path folder;

    private static Map.Entry<String, List<String>> told(String option, String value, String... with) {
        List<String> arguments = new ArrayList<>(List.of(with));
        arguments.add(option + "=" + value);
        return Map.entry(option, arguments);
    }

    static Stream<String> options() {
        CommandLine command =
                Objects.requireNonNull(PrintConfigTest.tree().getSubcommands().get("text_classification"));
        return command.getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !GENERAL.contains(name))
                .filter(name -> !TOLD_TO_OTHERS.contains(name));
    }

    @ParameterizedTest
    @MethodSource("options")
    void theTrainerIsTold(String option) {
        List<String> arguments = TOLD_TO_THE_TRAINER.get(option);
        assertThat(arguments).as("an option without a test of its effect").isNotNull();
        List<String> without = Objects.requireNonNull(arguments).subList(0, arguments.size() - 1);
        assertThat(trainer(arguments)).isNotEqualTo(trainer(without));
    }

    private static TrainerOptions trainer(List<String> arguments) {
        CommandLine root = PrintConfigTest.tree();
        root.parseArgs(Stream.concat(Stream.of("text_classification"), arguments.stream())
                .toArray(String[]::new));
        TextClassificationCommand command = Objects.requireNonNull(
                        root.getSubcommands().get("text_classification"))
                .getCommand();
        return command.settings.trainerOptions();
    }

    private CliRun train(Path output, Object... more) throws IOException {
        Path backbone = folder.resolve("tiny backbone");
        if (!Files.exists(backbone)) {
            TinyBackbone.in(folder);
        }
        Path data = Files.writeString(
                folder.resolve("data.csv"), "text,label\n" + "a very very good film,good\nbad,bad\n".repeat(8));
        // Of which one is wrong, whatever the model says.
        Path test = Files.writeString(folder.resolve("test.csv"), "text,label\nunheard of,bad\nunheard of,good\n");
        List<Object> arguments = new ArrayList<>(List.of("text_classification", "from_csv", "--input_field", "text"));
        arguments.addAll(List.of("--target_field", "label", "--train_file", data, "--test_file", test));
        arguments.addAll(List.of("--model.backbone", backbone, "--trainer.max_epochs", 1, "--output", output));
        arguments.addAll(Arrays.asList(more));
        CliRun run = CliRun.of(arguments.toArray());
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    @Test
    void textsAreCutAtMaxLength() throws IOException {
        Path cut = folder.resolve("cut");
        train(cut, "--model.max_length", 5);
        // [CLS], three words and [SEP] are left of both.
        CliRun same = CliRun.of("predict", "--model", cut, "--output", "logits", "a good film", "a good film ! !");
        assertThat(same.lines().get(0).replace("a good film", ""))
                .isEqualTo(same.lines().get(1).replace("a good film ! !", ""));
        Path whole = folder.resolve("whole");
        train(whole, "--model.max_length", 16);
        CliRun other = CliRun.of("predict", "--model", whole, "--output", "logits", "a good film", "a good film ! !");
        assertThat(other.lines().get(0).replace("a good film", ""))
                .isNotEqualTo(other.lines().get(1).replace("a good film ! !", ""));
    }

    @Test
    void theReportShowsAsManyMistakesAsItIsToldTo() throws IOException {
        Path some = folder.resolve("some");
        train(some, "--model.max_length", 16);
        Path none = folder.resolve("none");
        train(none, "--model.max_length", 16, "--report_mistakes", 0);
        assertThat(Files.readString(some.resolve("report.html"))).contains("unheard of");
        assertThat(Files.readString(none.resolve("report.html"))).doesNotContain("unheard of");
    }

    @Test
    void everyOptionIsThereOnce() {
        List<String> names = options().toList();
        assertThat(TOLD_TO_THE_TRAINER.keySet()).containsExactlyInAnyOrderElementsOf(names);
    }
}
