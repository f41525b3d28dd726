package io.verdict.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Metrics and the access log. */
@Timeout(60)
class ObservationTest {
    @Test
    void metricsCountWhatHappened() throws Exception {
        try (TestServer server = TestServer.start(options -> options.withName("mails"))) {
            server.post("/predict", "{\"inputs\": [[\"good\"], [\"bad nonsense\"], [\"bad\"]]}");
            server.post("/predict", "{\"inputs\": \"" + "good ".repeat(100) + "\"}");
            server.post("/predict", "nonsense");
            server.get("/no/such/path");
            List<String> metrics = server.get("/metrics").body().lines().toList();
            assertThat(metrics)
                    .contains(
                            "verdict_http_requests_total{route=\"/predict\",status=\"200\"} 2.0",
                            "verdict_http_requests_total{route=\"/predict\",status=\"400\"} 1.0",
                            "verdict_http_requests_total{route=\"none\",status=\"404\"} 1.0",
                            "verdict_http_request_seconds_count{route=\"/predict\"} 3",
                            "verdict_texts_total 4.0",
                            "verdict_tokens_total 74.0",
                            "verdict_unknown_tokens_total 1.0",
                            "verdict_truncated_texts_total 1.0",
                            "verdict_predictions_total{label=\"bad\"} 2.0",
                            "verdict_predictions_total{label=\"good\"} 2.0",
                            "verdict_model_info{engine=\"counting\",labels=\"2\",max_length=\"64\",multi_label=\"false\","
                                    + "name=\"mails\",version=\"1\"} 1",
                            "verdict_ready 1.0",
                            "verdict_queue_texts 0.0",
                            "verdict_inference_failures_total 0.0");
            assertThat(metrics)
                    .anyMatch(line -> line.startsWith("verdict_queue_seconds_bucket{le=\"0.001\"}"))
                    .anyMatch(line -> line.startsWith("verdict_batch_tokens_sum "))
                    .anyMatch(line -> line.startsWith("verdict_inference_seconds_count "));
        }
    }

    @Test
    void theAccessLogHasALineForEachAnswer() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (TestServer server = TestServer.start(options -> options.withAccessLog(log))) {
            server.post("/predict?secret=1", "{\"inputs\": [[\"good\"], [\"bad\"]]}", "X-Request-Id", "first");
            server.post("/predict", "private", "X-Request-Id", "second");
            try (RawClient client = new RawClient(server.socket())) {
                assertThat(client.send("nonsense\r\n\r\n").status()).isEqualTo(400);
            }
        }
        List<JsonObject> lines = log.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertThat(lines).hasSize(3);
        // A line is written once its answer is, so that those of other connections may come before.
        assertThat(lines.stream().map(JsonObject::toString))
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "\"id\":\"first\"",
                                "\"method\":\"POST\",\"path\":\"/predict\",\"status\":200",
                                "\"texts\":2",
                                "\"tokens\":6",
                                "\"request_bytes\":31"))
                .anySatisfy(line -> assertThat(line).contains("\"id\":\"second\"", "\"status\":400"))
                .anySatisfy(line -> assertThat(line).contains("\"method\":\"-\"", "\"status\":400"));
        assertThat(lines).allMatch(line -> line.get("ms").getAsDouble() < 20_000);
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("secret", "private", "good");
    }
}
