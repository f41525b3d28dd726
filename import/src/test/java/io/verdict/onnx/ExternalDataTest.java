package io.verdict.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalDataTest {
    private static final String MODEL = "torch2_opset17.onnx";
    private static final String TABLE = "embeddings.position_embeddings.weight";
    private static final String LENGTH = Integer.toString(48 * 24 * 4);

    @TempDir
    Path folder;

    @Test
    void readsTheFileBesideTheModel() throws IOException {
        Files.write(folder.resolve("more.bin"), new byte[16 + 48 * 24 * 4]);

        assertThat(OnnxImporter.inspect(model("more.bin", "16", LENGTH)).found())
                .hasSize(39);
    }

    @Test
    void followsTheLinksOfItsFolder() throws IOException {
        Path blob = Files.write(Files.createDirectory(folder.resolve("blobs")).resolve("1"), new byte[48 * 24 * 4]);
        Path model = model("more.bin", "0", LENGTH);
        Files.createSymbolicLink(model.resolveSibling("more.bin"), blob);

        assertThat(OnnxImporter.inspect(model).found()).hasSize(39);
    }

    @Test
    void missing() {
        fails(model("gone.bin", "0", LENGTH), "the external data of tensor \"" + TABLE + "\" is missing", "gone.bin");
    }

    @Test
    void outsideTheFolder() throws IOException {
        Path outside = Files.write(folder.resolve("secret"), new byte[48 * 24 * 4]);
        Path inner = Files.createDirectory(folder.resolve("inner"));
        for (String location : new String[] {"../secret", "a/../../secret", outside.toString(), "", "."}) {
            Path model = Mutations.write(inner, "model.onnx", bytes(location, "0", LENGTH));

            assertThatExceptionOfType(VerdictException.class)
                    .isThrownBy(() -> OnnxImporter.inspect(model))
                    .withMessageContaining("the external data of tensor \"" + TABLE + "\"")
                    .withMessageMatching("(?s).*(only files in the model's own folder are read|there is no file).*");
        }
    }

    @Test
    void truncated() throws IOException {
        Files.write(folder.resolve("more.bin"), new byte[100]);

        fails(model("more.bin", "64", LENGTH), "bytes 64 to 4672 of more.bin, which has only 100 bytes", "truncated");
    }

    @Test
    void absurdNumbers() throws IOException {
        Files.write(folder.resolve("more.bin"), new byte[48 * 24 * 4]);

        fails(model("more.bin", "-4", LENGTH), "has the negative offset -4");
        fails(model("more.bin", "x", LENGTH), "has the offset \"x\", which is no number");
        fails(model("more.bin", Long.toString(Long.MAX_VALUE), LENGTH), "which lies beyond any file");
        fails(model("more.bin", "0", "8"), "has length 8, but its type and shape need 4608 bytes");
    }

    @Test
    void ofAModelInMemory() {
        byte[] model = bytes("more.bin", "0", LENGTH);

        assertThatExceptionOfType(VerdictException.class)
                .isThrownBy(() -> OnnxImporter.read("memory", model))
                .withMessageContaining("the model was not read from a folder");
    }

    private Path model(String location, String offset, String length) {
        return Mutations.write(folder, "model.onnx", bytes(location, offset, length));
    }

    private static byte[] bytes(String location, String offset, String length) {
        return Mutations.graph(
                MODEL, graph -> Mutations.external(Mutations.initializer(graph, TABLE), location, offset, length));
    }

    private static void fails(Path file, String... parts) {
        assertThatExceptionOfType(VerdictException.class)
                .isThrownBy(() -> OnnxImporter.inspect(file))
                .withMessageContainingAll(parts);
    }
}
