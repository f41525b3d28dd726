package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Exit code 2, one message, and where to read more. */
class WrongUseTest {
    static Stream<Arguments> cases() {
        return Stream.of(
                of("Name a command: text_classification, predict", "verdict --help"),
                of("Unknown command \"tokenise\". Did you mean \"tokenize\"?", "verdict --help", "tokenise"),
                of("Unknown command \"xyzzy\". The commands are", "verdict --help", "xyzzy"),
                of(
                        "Unknown option --batchsize. Did you mean \"--batch-size\"?",
                        "verdict embed --help",
                        "embed",
                        "--batchsize",
                        "4"),
                of("Unknown option --batchsize.", "verdict embed --help", "embed", "--batchsize=4"),
                of(
                        "Did you mean \"--trainer.max_epochs\"?",
                        "verdict text_classification --help",
                        "text_classification",
                        "--trainer.max_epoch",
                        "2"),
                of(
                        "Did you mean \"from_csv\"?",
                        "verdict text_classification --help",
                        "text_classification",
                        "from_cvs"),
                of("Missing required options", "from_csv --help", "text_classification", "from_csv"),
                of("Missing required option: '--tokenizer", "verdict tokenize --help", "tokenize"),
                of("Missing required parameter: 'FILE|DIR'", "verdict inspect --help", "inspect"),
                of(
                        "max_epochs is 0, must be at least 1",
                        "text_classification --help",
                        "text_classification",
                        "--trainer.max_epochs",
                        "0"),
                of(
                        "'--trainer.max_epochs': 'two' is not an int",
                        "text_classification --help",
                        "text_classification",
                        "--trainer.max_epochs",
                        "two"),
                of(
                        "Unknown strategy \"frozen\"; supported: no_freeze, freeze, freeze_unfreeze(2),"
                                + " unfreeze_milestones((1, 3), 1). Did you mean \"freeze\"?",
                        "text_classification --help",
                        "text_classification",
                        "--trainer.strategy",
                        "frozen"),
                of(
                        "Unknown optimizer \"sdg\"",
                        "text_classification --help",
                        "text_classification",
                        "--model.optimizer",
                        "sdg"),
                of(
                        "Unknown pooling \"max\"",
                        "text_classification --help",
                        "text_classification",
                        "--model.pooling",
                        "max"),
                of(
                        "resume needs a folder for checkpoints",
                        "text_classification --help",
                        "text_classification",
                        "--trainer.resume"),
                of("--threads is 0, must be at least 1", "verdict embed --help", "embed", "--threads", "0"),
                of("--batch-size is 0, must be at least 1", "verdict embed --help", "embed", "--batch-size", "0"),
                of(
                        "Give texts or --file, not both",
                        "verdict predict --help",
                        "predict",
                        "--model",
                        "m",
                        "--input",
                        "f.csv",
                        "text"),
                of(
                        "--field names a column of --file",
                        "verdict predict --help",
                        "predict",
                        "--model",
                        "m",
                        "--field",
                        "x"),
                of(
                        "'--output': Unknown output \"all\"; supported: raw, preds, logits",
                        "verdict predict --help",
                        "predict",
                        "--model",
                        "m",
                        "--output",
                        "all"),
                of(
                        "--val_file and --val_split exclude each other",
                        "from_csv --help",
                        "text_classification",
                        "from_csv",
                        "--input_field",
                        "a",
                        "--target_field",
                        "b",
                        "--train_file",
                        "t.csv",
                        "--val_file",
                        "v.csv",
                        "--val_split",
                        "0.1"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isToldWithExitCodeTwo(String message, String help, List<String> args) {
        CliRun run = CliRun.of(args.toArray());
        assertThat(run.err())
                .startsWith("verdict: ")
                .contains(message)
                .endsWith(help + "\n")
                .doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(2);
    }

    private static Arguments of(String message, String help, String... args) {
        return Arguments.of(message, help, List.of(args));
    }
}
