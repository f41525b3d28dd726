package io.verdict.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.trainer.Strategy;
import io.verdict.trainer.TrainerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTuneSpamTest {
    private static final List<String> SPAM = List.of(
            "Claim your free prize now",
            "Cheap pills, no prescription needed",
            "You have been selected to win money",
            "Lose weight fast, order today",
            "Guaranteed credit for everybody, click here");
    private static final List<String> HAM = List.of(
            "The patch compiles on my machine",
            "Shall we meet on Tuesday after the talk?",
            "Here are my notes on the garbage collector",
            "Thanks for the review, I fixed the test",
            "The mailing list moves to a new server");

    @Test
    void learnsFromAFewTextsAndClassifiesWithWhatItSaved(@TempDir Path folder) throws IOException {
        write(folder.resolve("train.csv"), 4);
        write(folder.resolve("test.csv"), 1);
        TrainerOptions options =
                TrainerOptions.builder().maxEpochs(3).batchSize(4).build();
        Output output = new Output();

        FineTuneSpam.train(folder, folder.resolve("model"), Strategy.FREEZE, options, output.stream());
        FineTuneSpam.classify(folder.resolve("model"), List.of(SPAM.get(0), HAM.get(0)), output.stream());

        assertThat(folder.resolve("model/model.safetensors")).isNotEmptyFile();
        assertThat(output.lines()).hasSize(6);
        assertThat(output.lines().get(2)).matches("epoch 3: training loss \\d\\.\\d{4}, validation accuracy .*");
        assertThat(output.lines().get(3)).matches("accuracy on 10 texts: [01]\\.\\d{3}");
        assertThat(output.lines().get(4)).matches("spam \\([01]\\.\\d\\d\\): " + SPAM.get(0));
        assertThat(output.lines().get(5)).matches("ham \\([01]\\.\\d\\d\\): " + HAM.get(0));
    }

    /** Every text of both classes, several times over. */
    private static void write(Path file, int times) throws IOException {
        List<String> lines = new ArrayList<>(List.of("text,label"));
        for (int i = 0; i < times; i++) {
            SPAM.forEach(text -> lines.add("\"" + text + "\",spam"));
            HAM.forEach(text -> lines.add("\"" + text + "\",ham"));
        }
        Files.write(file, lines);
    }
}
