package io.verdict.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.verdict.serving.http.Tls;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted connections, with the JDK's client. */
@Timeout(60)
class TlsTest {
    private static final String BODY = "{\"inputs\": \"good good\"}";

    @TempDir
    Path folder;

    private X509Bundle bundle;
    private Tls tls;

    @BeforeEach
    void makeCertificate() throws Exception {
        bundle = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanIpAddress("127.0.0.1")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        tls = new Tls(
                Files.writeString(folder.resolve("server.pem"), bundle.getCertificatePathPEM()),
                Files.writeString(folder.resolve("server.key"), bundle.getPrivateKeyPEM()));
    }

    private HttpClient client(String... protocols) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("server", bundle.getCertificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        HttpClient.Builder builder = HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1);
        if (protocols.length > 0) {
            builder.sslParameters(new javax.net.ssl.SSLParameters(null, protocols));
        }
        return builder.build();
    }

    private static HttpResponse<String> ask(HttpClient client, URI server) throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.resolve("/predict"))
                        .POST(HttpRequest.BodyPublishers.ofString(BODY))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void clientsThatTrustTheCertificateAreAnswered() throws Exception {
        try (TestServer server = TestServer.start(options -> options.withTls(tls))) {
            URI uri = server.server().uri();
            assertThat(uri.getScheme()).isEqualTo("https");
            for (String protocol : new String[] {"TLSv1.3", "TLSv1.2"}) {
                HttpResponse<String> answer = ask(client(protocol), uri);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("\"label\":\"good\"");
                assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(protocol);
            }
        }
    }

    @Test
    void otherClientsAreNotAndTheServerLives() throws Exception {
        try (TestServer server = TestServer.start(options -> options.withTls(tls))) {
            URI uri = server.server().uri();
            assertThatThrownBy(() -> ask(HttpClient.newHttpClient(), uri)).isInstanceOf(SSLHandshakeException.class);
            assertThatThrownBy(() -> ask(client("TLSv1.1"), uri)).isInstanceOf(SSLException.class);
            try (RawClient plain = new RawClient(server.socket())) {
                assertThat(plain.send(RawClient.predict(BODY)).answer()).doesNotContain("label");
            }
            assertThat(ask(client(), uri).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void filesThatAreNoCertificateAreNamed() throws IOException {
        Path nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing");
        assertThatThrownBy(() -> TestServer.start(options -> options.withTls(new Tls(nothing, tls.key()))))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("nothing.pem")
                .hasMessageContaining("PKCS#8");
        assertThatThrownBy(() ->
                        TestServer.start(options -> options.withTls(new Tls(tls.certificate(), folder.resolve("no")))))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("give a PEM file");
    }
}
