package io.verdict.trainer.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server on this machine. */
class DownloadTest {
    private static final byte[] CONTENT = content(1);

    @TempDir
    Path folder;

    private static byte[] content(int seed) {
        byte[] bytes = new byte[300_000];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private Download download(FileServer server) throws Exception {
        return new Download(server.address("/d.zip"), sha256(CONTENT), folder.resolve("cache/d.zip"));
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder.resolve("cache"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void isFetchedOnceAndChecked() throws Exception {
        try (FileServer server = FileServer.of(CONTENT)) {
            List<Long> done = new ArrayList<>();
            Path file = download(server).fetch(false, (bytes, total) -> {
                done.add(bytes);
                assertThat(total).isEqualTo(CONTENT.length);
            });
            assertThat(Files.readAllBytes(file)).isEqualTo(CONTENT);
            assertThat(done).isSorted().endsWith((long) CONTENT.length);
            assertThat(download(server).fetch(false, DownloadProgress.NONE)).isEqualTo(file);
            assertThat(download(server).fetch(true, DownloadProgress.NONE)).isEqualTo(file);
            assertThat(server.requests()).containsExactly("all");
            assertThat(files()).containsExactly("d.zip", "d.zip.lock");
        }
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        try (FileServer server = FileServer.of(CONTENT)) {
            server.breakAfter(120_000);
            List<Long> done = new ArrayList<>();
            Path file = download(server).fetch(false, (bytes, total) -> done.add(bytes));
            assertThat(Files.readAllBytes(file)).isEqualTo(CONTENT);
            assertThat(done).isSorted();
            assertThat(server.requests()).hasSize(3).startsWith("all");
            assertThat(server.requests().get(1)).matches("bytes=1\\d{5}-");
        }
    }

    @Test
    void goesOnInAnotherProcessesPlace() throws Exception {
        Files.createDirectories(folder.resolve("cache"));
        byte[] half = Arrays.copyOf(CONTENT, 150_000);
        try (FileServer server = FileServer.of(CONTENT)) {
            Files.write(folder.resolve("cache/d.zip.part"), half);
            Files.writeString(folder.resolve("cache/d.zip.part.tag"), "\"1\"");
            Path file = download(server).fetch(false, DownloadProgress.NONE);
            assertThat(Files.readAllBytes(file)).isEqualTo(CONTENT);
            assertThat(server.requests()).containsExactly("bytes=150000-");
        }
    }

    @Test
    void beginsAgainWhenTheFileIsAnotherOrThereAreNoRanges() throws Exception {
        for (boolean ranges : new boolean[] {true, false}) {
            Files.createDirectories(folder.resolve("cache"));
            Files.deleteIfExists(folder.resolve("cache/d.zip"));
            try (FileServer server = FileServer.of(CONTENT)) {
                Files.write(folder.resolve("cache/d.zip.part"), content(2));
                Files.writeString(folder.resolve("cache/d.zip.part.tag"), ranges ? "\"0\"" : "\"1\"");
                if (!ranges) {
                    server.withoutRanges();
                }
                Path file = download(server).fetch(false, DownloadProgress.NONE);
                assertThat(Files.readAllBytes(file)).isEqualTo(CONTENT);
                assertThat(server.requests()).containsExactly("bytes=300000-");
            }
        }
    }

    @Test
    void otherContentIsAnErrorAndNotKept() throws Exception {
        try (FileServer server = FileServer.of(CONTENT)) {
            server.serve(content(2), "\"2\"");
            Download download = download(server);
            assertThatThrownBy(() -> download.fetch(false, DownloadProgress.NONE))
                    .isInstanceOf(VerdictException.class)
                    .hasMessage(download.file() + ".part has the SHA-256 " + sha256(content(2)) + ", but that of "
                            + download.source() + " is " + sha256(CONTENT) + ". What was downloaded is removed.");
            assertThat(files()).containsExactly("d.zip.lock");
            Files.write(download.file(), content(2));
            assertThatThrownBy(() -> download.fetch(false, DownloadProgress.NONE))
                    .isInstanceOf(VerdictException.class)
                    .hasMessageEndingWith(" Remove it, so that it is downloaded again.");
        }
    }

    @Test
    void offlineUsesNoNetwork() throws Exception {
        try (FileServer server = FileServer.of(CONTENT)) {
            Download download = download(server);
            assertThatThrownBy(() -> download.fetch(true, DownloadProgress.NONE))
                    .isInstanceOf(VerdictException.class)
                    .hasMessage(download.file() + " is not there, and offline it is not downloaded. Put there what "
                            + download.source() + " has.");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aRefusalIsAnErrorAtOnceAndATroubledServerIsTriedAgain() throws Exception {
        try (FileServer server = FileServer.of(CONTENT)) {
            server.refuse(403);
            Download download = download(server);
            assertThatThrownBy(() -> download.fetch(false, DownloadProgress.NONE))
                    .isInstanceOf(VerdictException.class)
                    .hasMessage(download.source() + " cannot be downloaded to " + download.file()
                            + ": the server answered with HTTP status 403");
            assertThat(server.requests()).hasSize(1);
            server.refuse(503);
            Future<Path> fetched;
            ExecutorService thread = Executors.newSingleThreadExecutor();
            fetched = thread.submit(() -> download.fetch(false, DownloadProgress.NONE));
            while (server.requests().size() < 2) {
                Thread.sleep(10);
            }
            server.refuse(0);
            assertThat(fetched.get()).hasBinaryContent(CONTENT);
            thread.shutdown();
        }
    }

    @Test
    void anUntrustedCertificateIsAnErrorAtOnce() throws Exception {
        try (FileServer server = FileServer.secure(CONTENT, selfSigned())) {
            Download download = download(server);
            assertThatThrownBy(() -> download.fetch(false, DownloadProgress.NONE))
                    .isInstanceOf(VerdictException.class)
                    .hasMessageContaining(": the connection cannot be trusted: ");
            assertThat(server.requests()).isEmpty();
        }
    }

    private SSLContext selfSigned() throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "secret")
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "secret".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "secret".toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls;
    }

    @Test
    void onlySafeSourcesAndWholeHashesAreTaken() throws Exception {
        String sha256 = sha256(CONTENT);
        assertThatThrownBy(() -> new Download(URI.create("http://example.org/d.zip"), sha256, folder))
                .isInstanceOf(VerdictException.class)
                .hasMessage("http://example.org/d.zip is no https address; others are not downloaded from.");
        assertThatThrownBy(() -> new Download(URI.create("https://example.org/d.zip"), "abc", folder))
                .isInstanceOf(VerdictException.class)
                .hasMessage("\"abc\" is no SHA-256: it has 64 hexadecimal digits.");
    }

    @Test
    void theCacheIsWhereTheEnvironmentSays() {
        Path home = Path.of("/home/jane");
        assertThat(DownloadCache.folder(Map.of(), home)).isEqualTo(Path.of("/home/jane/.cache/verdict"));
        assertThat(DownloadCache.folder(Map.of("XDG_CACHE_HOME", "/c"), home)).isEqualTo(Path.of("/c/verdict"));
        assertThat(DownloadCache.folder(Map.of("XDG_CACHE_HOME", "/c", "VERDICT_CACHE", "/v"), home))
                .isEqualTo(Path.of("/v"));
    }
}
