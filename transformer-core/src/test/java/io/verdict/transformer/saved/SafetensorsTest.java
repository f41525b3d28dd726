package io.verdict.transformer.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SafetensorsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void writesAndReadsTheSameBits() throws IOException {
        Random random = new Random(3);
        // More than one block, with a rest.
        float[] large = new float[70_001];
        for (int i = 0; i < large.length; i++) {
            large[i] = Float.intBitsToFloat(random.nextInt(0x7F7FFFFF));
        }
        Map<String, INDArray> tensors = new LinkedHashMap<>();
        tensors.put("large", Nd4j.createFromArray(large));
        tensors.put("matrix ä", Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, -0f}}));
        Path file = folder.resolve("a.safetensors");
        SafetensorsWriter.write(file, tensors, Map.of("format", "pt"));
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.names()).containsExactly("large", "matrix ä");
            assertThat(read.metadata()).containsExactly(Map.entry("format", "pt"));
            assertThat(read.shape("matrix ä")).containsExactly(2L, 3L);
            assertThat(read.load("large").toFloatVector()).isEqualTo(large);
            INDArray into = Nd4j.create(2, 3);
            read.loadInto("matrix ä", into);
            assertThat(into.data().asFloat()).containsExactly(1, 2, 3, 4, 5, -0f);
            assertThatThrownBy(() -> read.loadInto("large", into))
                    .isInstanceOf(VerdictException.class)
                    .hasMessageContaining("large has the shape [70001], expected [2, 3]");
        }
    }

    @Test
    void writesViewsAndOtherOrdersByTheirValues() throws IOException {
        INDArray matrix = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}});
        Map<String, INDArray> tensors = new LinkedHashMap<>();
        tensors.put("row", matrix.getRow(1));
        tensors.put("columns", matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2)));
        tensors.put("fortran", matrix.dup('f'));
        tensors.put("transposed", matrix.transpose());
        tensors.put(
                "permuted",
                Nd4j.createFromArray(1f, 2, 3, 4, 5, 6, 7, 8).reshape(2, 2, 2).permute(1, 0, 2));
        Path file = folder.resolve("a.safetensors");
        SafetensorsWriter.write(file, tensors, Map.of());
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.load("row").data().asFloat()).containsExactly(4, 5, 6);
            assertThat(read.load("columns").data().asFloat()).containsExactly(1, 2, 4, 5);
            assertThat(read.load("fortran").data().asFloat()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(read.load("transposed").data().asFloat()).containsExactly(1, 4, 2, 5, 3, 6);
            assertThat(read.load("permuted").data().asFloat()).containsExactly(1, 2, 5, 6, 3, 4, 7, 8);
        }
    }

    @Test
    void refusesArraysThatItCannotFillOrWrite() throws IOException {
        Path file = folder.resolve("a.safetensors");
        INDArray doubles = Nd4j.createFromArray(1.0, 2.0);
        assertThatThrownBy(() -> SafetensorsWriter.write(file, Map.of("x", doubles), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Tensor x is DOUBLE, only float arrays are written");
        assertThat(file).doesNotExist();

        SafetensorsWriter.write(file, Map.of("x", Nd4j.createFromArray(1f, 2f)), Map.of());
        INDArray whole = Nd4j.createFromArray(new float[][] {{7, 7}, {7, 7}});
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThatThrownBy(() -> read.loadInto("x", doubles)).hasMessageContaining("not DOUBLE in order 'c'");
            assertThatThrownBy(() -> read.loadInto("x", whole.getRow(1))).hasMessageContaining(", a view");
        }
        assertThat(whole.data().asFloat()).containsOnly(7);
    }

    @Test
    void roundsDoubles() throws IOException {
        double[] values = {1, -0.0, 0.1, 1e300, 0x1p-150, 0x1.000001p0, Double.NEGATIVE_INFINITY};
        ByteBuffer data = ByteBuffer.allocate(56).order(ByteOrder.LITTLE_ENDIAN);
        data.asDoubleBuffer().put(values);
        String header = "{\"x\":{\"dtype\":\"F64\",\"shape\":[7],\"data_offsets\":[0,56]}}";
        try (SafetensorsFile file = SafetensorsFile.open(file(header, data.array()))) {
            assertThat(file.load("x").toFloatVector())
                    .containsExactly(1, -0f, 0.1f, Float.POSITIVE_INFINITY, 0, 1, Float.NEGATIVE_INFINITY);
        }
    }

    @Test
    void beginsTensorsAtMultiplesOfEight() throws IOException {
        Path file = folder.resolve("a.safetensors");
        SafetensorsWriter.write(file, Map.of("x", Nd4j.createFromArray(1f)), Map.of());
        long header = ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        assertThat(header % 8).isZero();
        assertThat(Files.size(file)).isEqualTo(8 + header + 4);
    }

    @Test
    void widensHalfPrecision() throws IOException {
        // One, -2, the largest, the smallest subnormal, -0, infinity, and 1/3 rounded.
        byte[] half = shorts(0x3C00, 0xC000, 0x7BFF, 0x0001, 0x8000, 0x7C00, 0x3555);
        byte[] brain = shorts(0x3F80, 0xC000, 0x7F7F, 0x0001, 0x8000, 0x7F80, 0x3EAB);
        String header = "{\"h\":{\"dtype\":\"F16\",\"shape\":[7],\"data_offsets\":[0,14]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[7],\"data_offsets\":[14,28]}}";
        ByteBuffer data = ByteBuffer.allocate(28).put(half).put(brain);
        try (SafetensorsFile file = SafetensorsFile.open(file(header, data.array()))) {
            assertThat(file.load("h").toFloatVector())
                    .containsExactly(1, -2, 65504, 0x1p-24f, -0f, Float.POSITIVE_INFINITY, 0.33325195f);
            assertThat(file.load("b").toFloatVector())
                    .containsExactly(1, -2, 3.3895314e38f, 0x1p-133f, -0f, Float.POSITIVE_INFINITY, 0.33398438f);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}                   | describes 8 bytes of data, the file has 4; it is truncated
                    {"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}                   | begins at byte 4
                    {"x":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | tensor y begins at byte 0
                    {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}                   | takes 8 bytes
                    {"x":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}} | absurd shape
                    {"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}                  | negative number -1
                    {"x":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}               | type F8_E4M3; supported: [F64, F32, F16, BF16]
                    {"x":{"dtype":"F32","shape":[1]}}                                        | needs a dtype, a shape and two data_offsets
                    {"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"evil":1}}          | a field that safetensors does not have
                    {"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | twice
                    {"x":{"dtype":"F32","shape":[[[[1]]]],"data_offsets":[0,4]}}             | damaged
                    {"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} {}                | damaged
                    []                                                                       | damaged
                    {"x"                                                                     | damaged
                    """)
    void refusesDamagedHeaders(String header, String message) throws IOException {
        Path file = file(header, new byte[4]);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void refusesWhatIsNoSafetensorsFile() throws IOException {
        Path tiny = Files.write(folder.resolve("tiny"), new byte[3]);
        assertThatThrownBy(() -> SafetensorsFile.open(tiny)).hasMessageContaining(tiny + " is no safetensors file");
        Path huge = Files.write(folder.resolve("huge"), "PK\3\4 some zip file, say".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> SafetensorsFile.open(huge)).hasMessageContaining("announces a header of");
        Path negative = Files.write(folder.resolve("negative"), new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, 0});
        assertThatThrownBy(() -> SafetensorsFile.open(negative)).hasMessageContaining("is no safetensors file");
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> SafetensorsFile.open(missing)).hasMessage(missing + " does not exist");
    }

    private Path file(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json).put(data);
        return Files.write(folder.resolve("test.safetensors"), bytes.array());
    }

    private static byte[] shorts(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }
}
