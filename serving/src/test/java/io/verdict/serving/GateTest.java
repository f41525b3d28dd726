package io.verdict.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is let in. */
@Timeout(60)
class GateTest {
    private static final String KEY = "a-key-of-letters";
    private static final String BODY = "{\"inputs\": \"good\"}";

    @Test
    void theKeyIsAskedForWhereItMatters() throws Exception {
        try (TestServer server = TestServer.start(options -> options.withApiKey(KEY))) {
            for (String header : List.of("Bearer wrong", "Basic " + KEY, "Bearer", KEY, "Bearer " + KEY + "x")) {
                assertThat(server.post("/predict", BODY, "Authorization", header)
                                .statusCode())
                        .as(header)
                        .isEqualTo(401);
            }
            HttpResponse<String> refused = server.post("/predict", BODY);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("www-authenticate")).contains("Bearer");
            assertThat(refused.body()).doesNotContain(KEY);
            assertThat(server.post("/predict", BODY, "Authorization", "Bearer " + KEY)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.post("/predict", BODY, "authorization", "bearer  " + KEY)
                            .statusCode())
                    .isEqualTo(200);
            for (String path : List.of("/info", "/metrics", "/v2", "/v2/models/model")) {
                assertThat(server.get(path).statusCode()).as(path).isEqualTo(401);
                assertThat(server.get(path, "Authorization", "Bearer " + KEY).statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
            for (String path : List.of(
                    "/health", "/v2/health/live", "/v2/health/ready", "/flashserve/alive", "/docs", "/openapi.json")) {
                assertThat(server.get(path).statusCode()).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void pagesOfOtherSitesAreKeptOutUnlessTheyAreNamed() throws Exception {
        try (TestServer server = TestServer.start(options -> options)) {
            HttpResponse<String> answer = server.post("/predict", BODY, "Origin", "https://a.example");
            assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        }
        try (TestServer server = TestServer.start(options -> options.withCorsOrigins(List.of("https://a.example")))) {
            HttpResponse<String> named = server.post("/predict", BODY, "Origin", "https://a.example");
            assertThat(named.headers().firstValue("access-control-allow-origin"))
                    .contains("https://a.example");
            assertThat(named.headers().firstValue("vary")).contains("origin");
            HttpResponse<String> other = server.post("/predict", BODY, "Origin", "https://b.example");
            assertThat(other.headers().firstValue("access-control-allow-origin"))
                    .isEmpty();
            try (RawClient client = new RawClient(server.socket())) {
                assertThat(client.send("OPTIONS /predict HTTP/1.1\r\nHost: t\r\nOrigin: https://a.example\r\n"
                                        + "Access-Control-Request-Method: POST\r\n\r\n")
                                .answer())
                        .contains("204 No Content", "access-control-allow-methods: POST, OPTIONS");
                assertThat(client.send("OPTIONS /predict HTTP/1.1\r\nHost: t\r\nOrigin: https://b.example\r\n\r\n")
                                .answer())
                        .contains("204 No Content")
                        .doesNotContain("access-control-allow-methods");
            }
        }
    }

    @Test
    void optionsThatCannotBeAreErrors() {
        ServerOptions options = ServerOptions.DEFAULT;
        assertThat(options.host()).isEqualTo("127.0.0.1");
        assertThatThrownBy(() -> options.withApiKey("short"))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("at least 8 characters");
        assertThatThrownBy(() -> options.withAddress("127.0.0.1", 70000)).hasMessageContaining("port is 70000");
        assertThatThrownBy(() -> options.withName("a/b")).hasMessageContaining("a/b");
        assertThatThrownBy(() -> options.withCorsOrigins(List.of("https://a.example/path")))
                .hasMessageContaining("without a path");
    }
}
