package io.verdict.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.trainer.TrainerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TagProgramsTest {
    private static final List<String> ROWS = List.of(
            "An arcade game with sound,\"games,audio\"",
            "A chess board,games",
            "Plays music from the terminal,audio",
            "A game of cards,games",
            "Records your voice,audio");

    @Test
    void learnsFromAFewTextsAndTagsWithWhatItSaved(@TempDir Path folder) throws IOException {
        write(folder.resolve("train.csv"), 8);
        write(folder.resolve("test.csv"), 1);
        TrainerOptions options = TrainerOptions.builder()
                .maxEpochs(4)
                .batchSize(4)
                .learningRate(2e-4)
                .build();
        Output output = new Output();

        TagPrograms.train(folder, folder.resolve("model"), options, output.stream());
        TagPrograms.tag(folder.resolve("model"), List.of("A chess board", "Records your voice"), output.stream());

        List<String> lines = output.lines();
        assertThat(lines.get(0)).isEqualTo("target `topics`: comma-delimited labels, 2 distinct, multi-label");
        assertThat(lines.get(4)).matches("epoch 4: training loss \\d\\.\\d{4}, validation macro F1 .*");
        assertThat(lines).anyMatch(line -> line.startsWith("audio ")).anyMatch(line -> line.startsWith("games "));
        assertThat(lines.subList(lines.size() - 2, lines.size())).containsExactly("[games]", "[audio]");
    }

    private static void write(Path file, int times) throws IOException {
        List<String> lines = new ArrayList<>(List.of("text,topics"));
        for (int i = 0; i < times; i++) {
            lines.addAll(ROWS);
        }
        Files.write(file, lines);
    }
}
