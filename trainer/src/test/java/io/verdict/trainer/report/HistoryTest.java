package io.verdict.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final String HEADER =
            "epoch,step,learning_rate,train_loss,train_accuracy,val_loss,val_accuracy,val_f1_macro,tokens_per_second,seconds\n";

    @TempDir
    Path folder;

    @Test
    void writesOneLineARow() throws IOException {
        Path file = folder.resolve("history.csv");
        new History(List.of(
                        new History.Row(0.5, 10, 5e-5, 0.7, 0.5, null, 1000, 1.5),
                        new History.Row(1, 20, 0, 0.25, 1, new History.Validation(0.3, 0.875, 0.8), 2000.5, 3)))
                .write(file);

        assertThat(Files.readString(file))
                .isEqualTo(HEADER + "0.5,10,5.0E-5,0.7,0.5,,,,1000,1.5\n1,20,0,0.25,1,0.3,0.875,0.8,2000.5,3\n");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file)).satisfies(dir -> {
            try (var files = Files.list(dir)) {
                assertThat(files).hasSize(1);
            }
        });
    }

    @Test
    void readsBackExactly() {
        Random random = new Random(5);
        History history = History.EMPTY;
        for (int i = 1; i <= 200; i++) {
            history = history.plus(new History.Row(
                    i / 3.0,
                    i,
                    random.nextDouble() * 1e-9,
                    i == 7 ? Double.NaN : random.nextGaussian(),
                    random.nextDouble(),
                    i % 2 == 0 ? null : new History.Validation(random.nextDouble(), random.nextFloat(), 0),
                    random.nextDouble() * 1e12,
                    i == 9 ? Double.POSITIVE_INFINITY : i));
        }
        Path file = folder.resolve("history.csv");
        history.write(file);

        assertThat(History.read(file)).isEqualTo(history);
    }

    @Test
    void knowsWhatARunHasBehindIt() {
        History history = RandomExamples.history(4, true);

        assertThat(history.upTo(250).rows()).isEqualTo(history.rows().subList(0, 2));
        assertThat(history.upTo(200)).isEqualTo(history.upTo(250));
        assertThatThrownBy(() -> history.plus(history.rows().get(1)))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("step 200 after step 400");
    }

    @Test
    void saysWhereAFileIsWrong() throws IOException {
        assertError("", "is empty");
        assertError("a,b\n1,2\n", "first line is \"a,b\"");
        assertError(HEADER + "1,2,3\n", "line 2: there are 3 values, but 10 columns");
        assertError(HEADER + "1,20,0,0.25,1,,,,1,3\n2,x,0,0.25,1,,,,1,3\n", "line 3: \"x\" in the column step");
        assertError(HEADER + "1,20,0,0.25,1,0.5,,,1,3\n", "line 2: \"\" in the column val_accuracy");
        assertThatThrownBy(() -> History.read(folder.resolve("none.csv")))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("none.csv");
    }

    private void assertError(String content, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.csv"), content);
        assertThatThrownBy(() -> History.read(file))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("bad.csv")
                .hasMessageContaining(message);
    }
}
