package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Twenty updates of each optimizer against PyTorch's, transformers' or timm's in float64. */
class OptimizerGoldenTest {
    /** Parameters are near 1 and move by up to 1 in 20 updates: a few roundings of 6e-8 for each of them. */
    private static final double TOLERANCE = 4e-6;

    private static final JsonObject GOLDEN = GoldenFile.json("optimizers.json");

    static Stream<Arguments> runs() {
        return GOLDEN.getAsJsonArray("runs").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(run -> Arguments.of(
                        run.get("optimizer").getAsString(),
                        run.get("weight_decay").getAsDouble(),
                        run));
    }

    @ParameterizedTest(name = "{0}, decay {1}")
    @MethodSource("runs")
    void updatesAreTheOriginals(String name, double decay, JsonObject run) {
        OptimizerChoice choice = OptimizerChoice.parse(name);
        UpdateMethod method = UpdateMethod.of(choice);
        Map<String, INDArray> parameters = arrays(GOLDEN.getAsJsonObject("start"));
        Map<String, Map<String, INDArray>> states = new LinkedHashMap<>();
        parameters.forEach((key, parameter) -> states.put(key, method.state(parameter)));
        JsonArray gradients = GOLDEN.getAsJsonArray("gradients");
        for (int update = 1; update <= gradients.size(); update++) {
            // As where several batches are accumulated: sums, and a factor that makes them means.
            Map<String, INDArray> sums = arrays(gradients.get(update - 1).getAsJsonObject());
            for (String key : parameters.keySet()) {
                double own = key.equals("bias") ? 0 : decay;
                method.update(
                        new UpdateMethod.Step(update, GOLDEN.get("rate").getAsDouble(), own, 0.25),
                        Objects.requireNonNull(parameters.get(key)),
                        Objects.requireNonNull(sums.get(key)).mul(4),
                        Objects.requireNonNull(states.get(key)));
            }
            JsonElement expected = run.getAsJsonObject("after").get(Integer.toString(update));
            if (expected != null) {
                assertClose(update, parameters, arrays(expected.getAsJsonObject()));
            }
        }
    }

    private static void assertClose(int update, Map<String, INDArray> actual, Map<String, INDArray> expected) {
        expected.forEach((key, array) -> assertThat(Objects.requireNonNull(actual.get(key))
                        .sub(array)
                        .amaxNumber()
                        .doubleValue())
                .as("%s after update %d", key, update)
                .isLessThan(TOLERANCE));
    }

    private static Map<String, INDArray> arrays(JsonObject json) {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("weight", Nd4j.createFromArray(rows(json.getAsJsonArray("weight"))));
        arrays.put("bias", Nd4j.createFromArray(numbers(json.getAsJsonArray("bias"))));
        return arrays;
    }

    private static float[][] rows(JsonArray array) {
        List<float[]> rows = new ArrayList<>();
        array.forEach(row -> rows.add(numbers(row.getAsJsonArray())));
        return rows.toArray(float[][]::new);
    }

    private static float[] numbers(JsonArray array) {
        float[] numbers = new float[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).getAsFloat();
        }
        return numbers;
    }
}
