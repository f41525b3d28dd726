package io.verdict.serving.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.verdict.serving.ModelServer;
import io.verdict.serving.TestModels;
import io.verdict.serving.TestServer;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.Output;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The acceptance cases of Flash's server. The model's logits are how often "bad" and "good" are there. */
@Timeout(60)
class FlashServingTest {
    private static final Labels LABELS = Labels.of(List.of("bad", "good"));

    /** The softmax of 0 and 2, as a float. */
    private static final String TWO_GOOD = "0.8807971";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(options -> options);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String predict(String body) throws Exception {
        HttpResponse<String> answer = server.post("/predict", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void predictEchoesTheSession() throws Exception {
        JsonObject answer = JsonParser.parseString(
                        predict("{\"session\": \"UUID\", \"payload\": {\"inputs\": {\"data\": \"good good film\"}}}"))
                .getAsJsonObject();
        assertThat(answer)
                .isEqualTo(
                        JsonParser.parseString("{\"session\": \"UUID\", \"result\": {\"outputs\": {\"label\": \"good\","
                                + " \"score\": " + TWO_GOOD + "}}}"));
    }

    @Test
    void aMissingSessionGetsAFreshUuid() throws Exception {
        for (String session : List.of("", "\"session\": null, ", "\"session\": \"\", ")) {
            String body = "{" + session + "\"payload\": {\"inputs\": {\"data\": \"bad\"}}}";
            JsonObject answer = JsonParser.parseString(predict(body)).getAsJsonObject();
            assertThat(UUID.fromString(answer.get("session").getAsString())).isNotNull();
        }
    }

    @Test
    void predictAnswersTheOutputThatWasChosen() throws Exception {
        String body = "{\"session\": \"s\", \"payload\": {\"inputs\": {\"data\": \"good good\"}}}";
        Map<Output, String> expected = Map.of(
                Output.RAW,
                "{\"label\":{\"label\":\"good\",\"score\":" + TWO_GOOD + "},\"class\":1,"
                        + "\"probabilities\":[0.11920292," + TWO_GOOD + "],\"logits\":[0.0,2.0]}",
                Output.PREDS,
                "[0.0,2.0]",
                Output.LOGITS,
                "[0.0,2.0]",
                Output.PROBABILITIES,
                "[0.11920292," + TWO_GOOD + "]",
                Output.CLASSES,
                "1",
                Output.LABELS,
                "{\"label\":\"good\",\"score\":" + TWO_GOOD + "}");
        for (Output output : Output.values()) {
            try (TestServer other = TestServer.start(options -> options.withOutput(output))) {
                assertThat(other.post("/predict", body).body())
                        .isEqualTo("{\"session\":\"s\",\"result\":{\"outputs\":" + expected.get(output) + "}}");
            }
        }
    }

    @Test
    void aliveMetaAndGraphAnswerAndAnUnknownRouteIs404() throws Exception {
        assertThat(server.get("/flashserve/alive").body()).isEqualTo("{\"alive\":true}");
        JsonObject meta = TestServer.json(server.get("/predict/meta")).getAsJsonObject();
        assertThat(meta.get("title").getAsString()).isEqualTo("Predict_Endpoint_RequestModel");
        assertThat(meta.getAsJsonArray("required")).hasToString("[\"payload\"]");
        assertThat(meta.getAsJsonObject("definitions").keySet())
                .containsExactlyInAnyOrder("Predict_Endpoint_Inputs", "Predict_Endpoint_Payload");
        JsonObject dag = TestServer.json(server.get("/predict/dag_json")).getAsJsonObject();
        assertThat(dag.keySet())
                .containsExactlyInAnyOrder("dependencies", "dependents", "funcnames", "connections", "endpoint");
        assertThat(server.get("/predict/dag").body()).contains("<html", "payload.inputs.data");
        HttpResponse<String> missing = server.get("/nothing");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("\"detail\":\"Not Found\"");
    }

    @Test
    void theSanityCheckIsPrinted() {
        List<String> said = new ArrayList<>();
        try (ModelServer server = ModelServer.start(
                TestModels.classifier(LABELS, 1), TestServer.OPTIONS.withSanityCheck(true), said::add)) {
            assertThat(server.isReady()).isTrue();
            assertThat(said.get(0)).isEqualTo("Running serve sanity check");
            assertThat(said.get(1))
                    .startsWith("Sanity check response: {\"session\":\"")
                    .contains("\"label\":");
            assertThat(said).hasSize(2);
        }
    }
}
