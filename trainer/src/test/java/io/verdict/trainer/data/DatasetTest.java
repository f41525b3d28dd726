package io.verdict.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.trainer.download.FileServer;
import io.verdict.transformer.VerdictException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of the data sets' forms, made here and served on this machine. */
class DatasetTest {
    @TempDir
    Path folder;

    private static List<Example> examples(TextSource source) {
        try (Stream<Example> stream = source.stream()) {
            return stream.toList();
        }
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    /** As {@code tar --format=ustar -z} writes it. */
    private static byte[] imdb(int reviewsEach) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            entry(out, "aclImdb/", "", '5');
            entry(out, "aclImdb/README", "not a review", '0');
            for (String part : List.of("test", "train")) {
                for (String sentiment : List.of("neg", "pos", "unsup")) {
                    for (int i = 0; i < reviewsEach; i++) {
                        String text = part + " " + sentiment + " " + i + " é" + "x".repeat(i * 200);
                        entry(out, "aclImdb/" + part + "/" + sentiment + "/" + i + "_1.txt", text, '0');
                    }
                }
            }
            out.write(new byte[1024]);
        }
        return bytes.toByteArray();
    }

    private static void entry(OutputStream out, String name, String content, char kind) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 124, String.format(Locale.ROOT, "%011o\0", bytes.length));
        put(header, 136, "00000000000\0");
        put(header, 148, "        ");
        header[156] = (byte) kind;
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xFF;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        out.write(header);
        out.write(bytes);
        out.write(new byte[(512 - bytes.length % 512) % 512]);
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    @Test
    void imdbIsDownloadedCheckedAndRead() throws Exception {
        byte[] archive = imdb(10);
        try (FileServer server = FileServer.of(archive)) {
            DatasetBuilder builder = TextClassificationData.fromImdb()
                    .cache(folder)
                    .source(server.address("/aclImdb_v1.tar.gz"))
                    .sha256(sha256(archive));
            TextClassificationData data = builder.load();
            assertThat(data.labels().names()).containsExactly("negative", "positive");
            assertThat(data.train().orElseThrow().classCounts()).containsExactly(9, 9);
            assertThat(data.valid().orElseThrow().classCounts()).containsExactly(1, 1);
            assertThat(data.test().orElseThrow().classCounts()).containsExactly(10, 10);
            assertThat(examples(data.test().orElseThrow()))
                    .startsWith(new Example("test neg 0 é", 0, 1))
                    .contains(new Example("test pos 3 é" + "x".repeat(600), 1, 14));
            assertThat(folder.resolve("datasets/aclImdb_v1.tar.gz")).exists();
            builder.offline(true).load();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void whatIsNotTheKnownFileIsAnError() throws Exception {
        byte[] archive = imdb(1);
        try (FileServer server = FileServer.of(archive)) {
            assertThatThrownBy(() -> TextClassificationData.fromImdb()
                            .cache(folder)
                            .source(server.address("/aclImdb_v1.tar.gz"))
                            .load())
                    .isInstanceOf(VerdictException.class)
                    .hasMessageContaining(" has the SHA-256 " + sha256(archive) + ", but that of ");
        }
        Path other = Files.writeString(folder.resolve("other.tar.gz"), "no archive".repeat(100));
        assertThatThrownBy(() -> TextClassificationData.fromImdb().file(other).load())
                .isInstanceOf(VerdictException.class)
                .hasMessage(other + " is no tar archive, or it is damaged.");
    }

    @Test
    void toxicNeedsItsHashOrTheFile() throws Exception {
        assertThatThrownBy(() -> TextClassificationData.fromToxic().load())
                .isInstanceOf(VerdictException.class)
                .hasMessage(
                        "No SHA-256 of https://pl-flash-data.s3.amazonaws.com/jigsaw_toxic_comments.zip is known, so a"
                                + " download could not be checked. Give it (sha256), or download the file yourself and name it"
                                + " (file).");
    }

    @Test
    void toxicHasSixTargets() throws Exception {
        Path archive = folder.resolve("jigsaw_toxic_comments.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            out.putNextEntry(new ZipEntry("jigsaw_toxic_comments/test.csv"));
            out.putNextEntry(new ZipEntry("jigsaw_toxic_comments/train.csv"));
            out.write("id,comment_text,toxic,severe_toxic,obscene,threat,insult,identity_hate\n1,hello,0,0,0,0,1,0\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
        DatasetBuilder builder = TextClassificationData.fromToxic().file(archive);
        Rows rows = new Rows(
                Objects.requireNonNull(builder.table(DataBuilder.Part.TRAIN)),
                builder.inputField(),
                builder.targetFields());
        try (Stream<TextRow> stream = rows.stream()) {
            assertThat(stream.toList()).singleElement().satisfies(row -> {
                assertThat(row.text()).isEqualTo("hello");
                assertThat(row.targets()).map(Cell::text).containsExactly("0", "0", "0", "0", "1", "0");
            });
        }
    }
}
