package io.verdict.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Orders over HTTP. */
@Timeout(60)
class AdminServerTest {
    private static final String KEY = "a-key-of-letters";
    private static final Labels LABELS = Labels.of(List.of("bad", "good"));

    private static HttpResponse<String> send(AdminServer admin, String method, String path, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(admin.uri().resolve(path)).method(method, HttpRequest.BodyPublishers.noBody());
        return HttpClient.newHttpClient()
                .send(
                        (headers.length == 0 ? request : request.headers(headers)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aModelIsLoadedAgain() throws Exception {
        try (TestServer server = TestServer.start(options -> options);
                AdminServer admin = AdminServer.start(0, Optional.empty(), () -> {
                    server.server()
                            .reload(() -> TestModels.classifier(LABELS, 2)
                                    .withEngine(TestModels.counting(LABELS.size(), () -> {})));
                    return server.server().modelVersion();
                })) {
            for (int version = 2; version < 4; version++) {
                HttpResponse<String> answer = send(admin, "POST", "/reload");
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("{\"version\":" + version + "}");
                assertThat(server.server().modelVersion()).isEqualTo(version);
                assertThat(server.isAlive()).isTrue();
            }
        }
    }

    @Test
    void whyItWasNotIsTold() throws Exception {
        try (AdminServer admin = AdminServer.start(0, Optional.empty(), () -> {
            throw new VerdictException("no model there");
        })) {
            HttpResponse<String> answer = send(admin, "POST", "/reload");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("no model there");
        }
    }

    @Test
    void ordersOfOthersAreRefused() throws Exception {
        try (AdminServer admin = AdminServer.start(0, Optional.of(KEY), () -> 2)) {
            assertThat(send(admin, "POST", "/reload").statusCode()).isEqualTo(401);
            assertThat(send(admin, "POST", "/reload", "Authorization", "Bearer wrong")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(send(admin, "POST", "/reload", "Authorization", "Bearer " + KEY, "Origin", "https://a.example")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(send(admin, "GET", "/reload", "Authorization", "Bearer " + KEY)
                            .statusCode())
                    .isEqualTo(405);
            assertThat(send(admin, "POST", "/", "Authorization", "Bearer " + KEY)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(send(admin, "POST", "/reload", "Authorization", "Bearer " + KEY)
                            .body())
                    .isEqualTo("{\"version\":2}");
        }
    }
}
