import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A program that knows nothing of Verdict: loads a SameDiff file and prints the logits of padded batches. Its second
 * argument is a file with three lines a batch: token ids, mask and types, rows separated by semicolons.
 */
public class LoadsSameDiff {
    public static void main(String[] args) throws Exception {
        try {
            Class.forName("io.verdict.transformer.Classifier");
            throw new IllegalStateException("Verdict is on the class path");
        } catch (ClassNotFoundException expected) {
            // As it should be.
        }
        SameDiff graph = SameDiff.load(new File(args[0]), false);
        List<String> lines = Files.readAllLines(Path.of(args[1]));
        for (int i = 0; i < lines.size(); i += 3) {
            INDArray logits = graph.output(
                            Map.of(
                                    "input_ids", array(lines.get(i)),
                                    "attention_mask", array(lines.get(i + 1)),
                                    "token_type_ids", array(lines.get(i + 2))),
                            "logits")
                    .get("logits");
            for (float[] row : logits.toFloatMatrix()) {
                System.out.println("logits " + Arrays.toString(row));
            }
        }
    }

    private static INDArray array(String rows) {
        return Nd4j.createFromArray(Arrays.stream(rows.split(";"))
                .map(row -> Arrays.stream(row.split(",")).mapToLong(Long::parseLong).toArray())
                .toArray(long[][]::new));
    }
}
