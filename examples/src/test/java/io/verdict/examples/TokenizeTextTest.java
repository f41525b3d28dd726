package io.verdict.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizeTextTest {
    @Test
    void showsEachTokenWithItsPieceOfTheText(@TempDir Path folder) throws IOException {
        Path vocabulary = Files.write(
                folder.resolve("vocab.txt"),
                List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "great", "film", "##s", "!"));
        Output output = new Output();

        TokenizeText.run(vocabulary, "Great  films!", output.stream());

        assertThat(output.lines())
                .containsExactly(
                        "2\t[CLS]\t\"\"",
                        "5\tgreat\t\"Great\"",
                        "6\tfilm\t\"film\"",
                        "7\t##s\t\"s\"",
                        "8\t!\t\"!\"",
                        "3\t[SEP]\t\"\"",
                        "great films!");
    }
}
