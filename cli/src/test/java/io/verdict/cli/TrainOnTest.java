package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training begins with and what it drops: {@code --model.keep_head}, {@code --model.dropout}. */
class TrainOnTest {
    @TempDir
    static Path folder = Path.of("");

    private static Path backbone = Path.of("");
    private static Path data = Path.of("");
    private static Path model = Path.of("");

    @BeforeAll
    static void train() throws IOException {
        backbone = TinyBackbone.in(folder);
        List<String> rows = new ArrayList<>(List.of("text,label"));
        rows.addAll(Collections.nCopies(16, "good film,good\nbad film,bad"));
        data = Files.write(folder.resolve("train.csv"), rows);
        model = folder.resolve("first");
        CliRun run = train(
                model,
                "--model.backbone",
                backbone,
                "--model.pooling",
                "cls",
                "--model.learning_rate",
                0.005,
                "--trainer.max_epochs",
                6,
                "--model.dropout",
                "hidden=0.05,classifier=0.3");
        assertThat(run.code()).as(run.err()).isZero();
    }

    private static CliRun train(Path output, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("text_classification", "from_csv"));
        arguments.addAll(List.of("--input_field", "text", "--target_field", "label", "--train_file", data));
        arguments.addAll(List.of("--model.max_length", 16, "--trainer.strategy", "no_freeze", "--data.batch_size", 8));
        arguments.addAll(List.of("--output", output));
        arguments.addAll(Arrays.asList(more));
        return CliRun.of(arguments.toArray());
    }

    private static String logits(Path of) {
        return CliRun.of("predict", "--model", of, "--output", "logits", "good film", "very bad", "a")
                .out();
    }

    /** At a rate of next to nothing, it says what it said before; with a fresh head it does not. */
    @Test
    void trainingGoesOnWithTheHeadOfASavedModel() throws IOException {
        Path kept = folder.resolve("kept");
        CliRun run = train(
                kept,
                "--model.backbone",
                model,
                "--model.keep_head",
                "--model.learning_rate",
                1e-30,
                "--trainer.max_epochs",
                1);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(logits(kept)).isEqualTo(logits(model));
        assertThat(Files.readString(kept.resolve("verdict.json"))).contains("\"cls\"");

        Path fresh = folder.resolve("fresh");
        train(fresh, "--model.backbone", model, "--model.learning_rate", 1e-30, "--trainer.max_epochs", 1);
        assertThat(logits(fresh)).isNotEqualTo(logits(model));
        assertThat(Files.readString(fresh.resolve("verdict.json"))).contains("\"mean\"");
    }

    @Test
    void aHeadThatDoesNotFitIsAnError() throws IOException {
        assertThat(train(folder.resolve("none"), "--model.backbone", backbone, "--model.keep_head")
                        .err())
                .contains("has no classification head of its own; train it with a fresh one");
        assertThat(train(
                                folder.resolve("none"),
                                "--model.backbone",
                                model,
                                "--model.keep_head",
                                "--model.pooling",
                                "mean")
                        .err())
                .contains("The head that --model.keep_head keeps reads cls, not mean; leave --model.pooling out");
        Path others = Files.writeString(
                folder.resolve("others.csv"), "text,label\n" + "good film,good\nfilm,neutral\n".repeat(8));
        CliRun run = CliRun.of(
                "text_classification",
                "from_csv",
                "--input_field",
                "text",
                "--target_field",
                "label",
                "--train_file",
                others,
                "--model.backbone",
                model,
                "--model.keep_head",
                "--model.max_length",
                16,
                "--output",
                folder.resolve("none"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("it does not know [neutral]; the data lacks [bad]");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void theDropoutIsWrittenIntoTheModel() throws IOException {
        assertThat(Files.readString(model.resolve("config.json")))
                .contains(
                        "\"hidden_dropout_prob\": 0.05",
                        "\"attention_probs_dropout_prob\": 0.1",
                        "\"classifier_dropout\": 0.3");
    }

    /** With one seed, another probability is another model; and without any the seed of the draws does not matter. */
    @Test
    void theDropoutIsTrainedWith() {
        List<String> trained = new ArrayList<>();
        for (String dropout : List.of("0.1", "0.5", "0")) {
            Path output = folder.resolve("dropout " + dropout);
            CliRun run =
                    train(output, "--model.backbone", backbone, "--model.dropout", dropout, "--trainer.max_epochs", 1);
            assertThat(run.code()).as(run.err()).isZero();
            trained.add(logits(output));
        }
        assertThat(trained).doesNotHaveDuplicates();
        CliRun wrong = train(folder.resolve("none"), "--model.backbone", backbone, "--model.dropout", "1.5");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("'--model.dropout': The hidden dropout is 1.5, must be in [0, 1)");
    }
}
