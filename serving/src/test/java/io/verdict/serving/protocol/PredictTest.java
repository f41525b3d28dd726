package io.verdict.serving.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.verdict.serving.TestServer;
import io.verdict.transformer.text.Labels;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code /predict}, of which Flash's own cases are in {@link FlashServingTest}. The model's logits are how often "bad" and
 * "good" are there.
 */
@Timeout(60)
class PredictTest {
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
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        return answer.body();
    }

    @Test
    void severalLabels() throws Exception {
        Labels labels = Labels.multiLabel(List.of("bad", "good", "loud"));
        try (TestServer several = TestServer.start(labels, () -> {}, options -> options)) {
            assertThat(several.post("/predict", "{\"session\":\"s\",\"payload\":{\"inputs\":{\"data\":\"good bad\"}}}")
                            .body())
                    .isEqualTo("{\"session\":\"s\",\"result\":{\"outputs\":[{\"label\":\"bad\",\"score\":0.7310586},"
                            + "{\"label\":\"good\",\"score\":0.7310586}]}}");
            assertThat(several.post("/predict", "{\"inputs\":\"good\"}").body())
                    .isEqualTo("[{\"score\":0.7310586,\"label\":\"good\"},{\"score\":0.5,\"label\":\"bad\"},"
                            + "{\"score\":0.26894143,\"label\":\"loud\"}]");
        }
    }

    @Test
    void textEmbeddingsTakesOneText() throws Exception {
        String one = "[{\"score\":" + TWO_GOOD + ",\"label\":\"good\"},{\"score\":0.11920292,\"label\":\"bad\"}]";
        assertThat(predict("{\"inputs\": \"good good\"}")).isEqualTo(one);
        assertThat(predict("{\"inputs\": [\"good good\"]}")).isEqualTo(one);
        assertThat(predict("{\"inputs\": [[\"good good\"]]}")).isEqualTo("[" + one + "]");
    }

    @Test
    void textEmbeddingsTakesPairsAndBatches() throws Exception {
        assertThat(predict("{\"inputs\": [\"good\", \"bad good\"], \"raw_scores\": true}"))
                .isEqualTo("[{\"score\":2.0,\"label\":\"good\"},{\"score\":1.0,\"label\":\"bad\"}]");
        assertThat(predict("{\"inputs\": [[\"bad\"], [\"good\", \"good\"]], \"raw_scores\": true, \"truncate\": null}"))
                .isEqualTo("[[{\"score\":1.0,\"label\":\"bad\"},{\"score\":0.0,\"label\":\"good\"}],"
                        + "[{\"score\":2.0,\"label\":\"good\"},{\"score\":0.0,\"label\":\"bad\"}]]");
    }

    @Test
    void longTextsAreCutUnlessTheyMustNotBe() throws Exception {
        String text = "good ".repeat(200);
        assertThat(predict("{\"inputs\": \"" + text + "\", \"raw_scores\": true}"))
                .contains("{\"score\":62.0,");
        HttpResponse<String> refused = server.post("/predict", "{\"inputs\": \"" + text + "\", \"truncate\": false}");
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("more than the 64 tokens", "\"error_type\":\"Validation\"");
        assertThat(predict("{\"inputs\": \"good\", \"truncate\": false}")).contains("good");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {}                                              | 422 | must have "inputs"
            []                                              | 422 | must be an object, but is a list
            "text"                                          | 422 | must be an object, but is "text"
            {"inputs": 3}                                   | 422 | "inputs" must be a text, but is 3
            {"inputs": null}                                | 422 | "inputs" must be a text, but is null
            {"inputs": []}                                  | 422 | list of 0
            {"inputs": ["a", "b", "c"]}                     | 422 | list of 3
            {"inputs": [["a"], "b", ["c", "d", "e"]]}       | 422 | "inputs.2" is a list of 3
            {"inputs": [["a"], [7]]}                        | 422 | "inputs.1.0" must be a text, but is 7
            {"inputs": "a", "raw_scores": "yes"}            | 422 | "raw_scores" must be true or false
            {"inputs": "a", "truncation_direction": "Left"} | 422 | can only be "Right"
            {"payload": 3}                                  | 422 | "payload" must be an object, but is 3
            {"payload": {"inputs": {}}}                     | 422 | "payload.inputs.data" must be a text, but is missing
            {"payload": {"inputs": {"data": ["a"]}}}        | 422 | "payload.inputs.data" must be a text, but is a list
            {"session": 3, "payload": {"inputs": {"data": "a"}}} | 422 | "session" must be a text
            {"inputs": "a"                                  | 400 | not valid JSON at line 1
            {"inputs": 'a'}                                 | 400 | not valid JSON at line 1, column 13
            {"inputs": NaN}                                 | 400 | not valid JSON
            {"inputs": "a"} {}                              | 400 | not valid JSON
            """)
    void wrongBodiesAreToldWhatIsWrong(String body, int status, String message) throws Exception {
        HttpResponse<String> answer = server.post("/predict", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonObject error = TestServer.json(answer).getAsJsonObject();
        assertThat(error.get("error").getAsString()).contains(message);
        assertThat(error.get("error_type").getAsString()).isEqualTo("Validation");
        assertThat(error.has("detail")).isEqualTo(status == 422);
    }

    @Test
    void halfASurrogatePairIsNoText() throws Exception {
        HttpResponse<String> answer = server.post("/predict", "{\"inputs\": [[\"a\"], [\"b\\ud800c\"]]}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("half a surrogate pair at line 1, column ");
    }

    @Test
    void theDetailOfAnErrorIsThatOfFastApi() throws Exception {
        assertThat(TestServer.json(server.post("/predict", "{\"payload\": {\"inputs\": {\"data\": 1}}}"))
                        .getAsJsonObject()
                        .getAsJsonArray("detail")
                        .get(0)
                        .getAsJsonObject()
                        .get("loc"))
                .hasToString("[\"body\",\"payload\",\"inputs\",\"data\"]");
    }

    @Test
    void textsThatAreOddAreClassified() throws Exception {
        for (String text :
                List.of("", " ", "\\u0000", "good\\u0000\\u0000good", "\\uFFFF", "\\uD83D\\uDE00", "\u202E")) {
            assertThat(predict("{\"inputs\": \"" + text + "\"}")).contains("score");
        }
        assertThat(predict("{\"inputs\": \"good\\u0000 good\", \"raw_scores\": true}"))
                .contains("\"score\":2.0");
    }
}
