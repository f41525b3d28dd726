package io.verdict.serving.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.verdict.serving.TestServer;
import io.verdict.transformer.text.Labels;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class OpenInferenceProtocolTest {
    private static final String INFER = "/v2/models/my%20model/infer";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(options -> options.withName("my model"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String tensor(String name, String shape, String data) {
        return "{\"name\": \"" + name + "\", \"shape\": " + shape + ", \"datatype\": \"BYTES\", \"data\": " + data
                + "}";
    }

    @Test
    void tellsWhatItIs() throws Exception {
        for (String path : List.of("/v2", "/v2/")) {
            JsonObject metadata = TestServer.json(server.get(path)).getAsJsonObject();
            assertThat(metadata.get("name").getAsString()).isEqualTo("verdict");
            assertThat(metadata.get("version").getAsString()).matches("\\d.*");
            assertThat(metadata.get("extensions")).hasToString("[\"binary_tensor_data\"]");
        }
        assertThat(server.get("/v2/health/live").body()).isEqualTo("{\"live\":true}");
        assertThat(server.get("/v2/health/ready").body()).isEqualTo("{\"ready\":true}");
        assertThat(server.get("/v2/models/my%20model/ready").body())
                .isEqualTo("{\"name\":\"my model\",\"ready\":true}");
        assertThat(server.get("/v2/models/my%20model").body())
                .isEqualTo(server.get("/v2/models/my%20model/versions/1").body())
                .isEqualTo("{\"name\":\"my model\",\"versions\":[\"1\"],\"platform\":\"verdict_counting\","
                        + "\"inputs\":[{\"name\":\"text\",\"datatype\":\"BYTES\",\"shape\":[-1]}],"
                        + "\"outputs\":[{\"name\":\"label\",\"datatype\":\"BYTES\",\"shape\":[-1]},"
                        + "{\"name\":\"score\",\"datatype\":\"FP32\",\"shape\":[-1]},"
                        + "{\"name\":\"class\",\"datatype\":\"INT64\",\"shape\":[-1]},"
                        + "{\"name\":\"probabilities\",\"datatype\":\"FP32\",\"shape\":[-1,2]},"
                        + "{\"name\":\"logits\",\"datatype\":\"FP32\",\"shape\":[-1,2]}],"
                        + "\"parameters\":{\"labels\":[\"bad\",\"good\"],\"multi_label\":false,\"max_length\":64}}");
    }

    @Test
    void otherModelsAndVersionsAreNotThere() throws Exception {
        for (String path : List.of("/v2/models/other", "/v2/models/my%20model/versions/2", "/v2/models/a/ready")) {
            HttpResponse<String> answer = server.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(TestServer.json(answer).getAsJsonObject().keySet()).containsExactly("error");
        }
        assertThat(server.post("/v2/models/other/infer", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void classifiesTensors() throws Exception {
        HttpResponse<String> answer = server.post(
                INFER,
                "{\"id\": \"42\", \"inputs\": [" + tensor("text", "[2]", "[\"good good\", \"bad bad bad\"]") + "]}");
        assertThat(answer.body())
                .isEqualTo("{\"model_name\":\"my model\",\"model_version\":\"1\",\"id\":\"42\",\"outputs\":["
                        + "{\"name\":\"label\",\"datatype\":\"BYTES\",\"shape\":[2],\"data\":[\"good\",\"bad\"]},"
                        + "{\"name\":\"score\",\"datatype\":\"FP32\",\"shape\":[2],\"data\":[0.8807971,0.95257413]}]}");
    }

    @Test
    void answersTheOutputsThatAreNamed() throws Exception {
        HttpResponse<String> answer = server.post(
                "/v2/models/my%20model/versions/1/infer",
                "{\"inputs\": [" + tensor("text", "[2, 1]", "[[\"good\"], [\"bad\"]]") + ", "
                        + tensor("text_pair", "[2]", "[\"good\", \"bad\"]")
                        + "], \"outputs\": [{\"name\": \"logits\"}, {\"name\": \"class\"}]}");
        assertThat(answer.body())
                .contains("\"outputs\":[{\"name\":\"logits\",\"datatype\":\"FP32\",\"shape\":[2,2],"
                        + "\"data\":[0.0,2.0,2.0,0.0]},"
                        + "{\"name\":\"class\",\"datatype\":\"INT64\",\"shape\":[2],\"data\":[1,0]}]");
    }

    @Test
    void severalLabels() throws Exception {
        Labels labels = Labels.multiLabel(List.of("bad", "good", "loud"));
        try (TestServer several = TestServer.start(labels, () -> {}, options -> options)) {
            assertThat(several.post(
                                    "/v2/models/model/infer",
                                    "{\"inputs\": [" + tensor("text", "[1]", "[\"good bad\"]")
                                            + "], \"outputs\": [{\"name\": \"selected\"}, {\"name\": \"label\"}]}")
                            .body())
                    .contains("\"shape\":[1,3],\"data\":[true,true,false]", "\"data\":[\"bad,good\"]");
        }
    }

    @Test
    void readsAndWritesBinaryTensors() throws Exception {
        byte[] json = ("{\"inputs\": [{\"name\": \"text\", \"shape\": [2], \"datatype\": \"BYTES\","
                        + " \"parameters\": {\"binary_data_size\": 20}}],"
                        + " \"outputs\": [{\"name\": \"label\", \"parameters\": {\"binary_data\": true}},"
                        + " {\"name\": \"logits\", \"parameters\": {\"binary_data\": true}},"
                        + " {\"name\": \"class\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(json);
        for (String text : List.of("good good", "bad")) {
            body.writeBytes(length(text.length()));
            body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }
        HttpResponse<byte[]> answer = server.postForBytes(
                INFER,
                body.toByteArray(),
                "Inference-Header-Content-Length",
                Integer.toString(json.length),
                "Content-Type",
                "application/octet-stream");
        assertThat(answer.statusCode()).isEqualTo(200);
        int head = Integer.parseInt(
                answer.headers().firstValue("inference-header-content-length").orElseThrow());
        ByteBuffer bytes = ByteBuffer.wrap(answer.body()).order(ByteOrder.LITTLE_ENDIAN);
        JsonObject outputs = JsonParser.parseString(new String(answer.body(), 0, head, StandardCharsets.UTF_8))
                .getAsJsonObject();
        assertThat(outputs.getAsJsonArray("outputs").toString())
                .contains("\"parameters\":{\"binary_data_size\":15}", "\"binary_data_size\":16", "\"data\":[1,0]");
        bytes.position(head);
        byte[] labels = new byte[15];
        bytes.get(labels);
        assertThat(labels).isEqualTo(new byte[] {4, 0, 0, 0, 'g', 'o', 'o', 'd', 3, 0, 0, 0, 'b', 'a', 'd'});
        assertThat(List.of(bytes.getFloat(), bytes.getFloat(), bytes.getFloat(), bytes.getFloat()))
                .containsExactly(0f, 2f, 1f, 0f);
        assertThat(bytes.hasRemaining()).isFalse();
    }

    private static byte[] length(int value) {
        byte[] bytes = new byte[4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(value);
        return bytes;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {}                                                                                 | "inputs" must be a list
            {"inputs": []}                                                                     | no tensor named text
            {"inputs": [3]}                                                                    | "inputs.0" must be a tensor
            {"inputs": [{"name": "x", "shape": [1], "datatype": "BYTES", "data": ["a"]}]}      | must be text, or text_pair
            {"inputs": [{"name": "text", "shape": [1], "datatype": "FP32", "data": [1]}]}      | must be BYTES, but is FP32
            {"inputs": [{"name": "text", "shape": [2], "datatype": "BYTES", "data": ["a"]}]}   | has 1 texts, by its shape it has 2
            {"inputs": [{"name": "text", "shape": [2, 2], "datatype": "BYTES", "data": []}]}   | must be [texts] or [texts, 1]
            {"inputs": [{"name": "text", "shape": [1.5], "datatype": "BYTES", "data": []}]}    | must be a whole number
            {"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": [7]}]}     | "inputs.0.data.0" must be a text
            {"inputs": [{"name": "text", "shape": [0], "datatype": "BYTES", "data": []}]}      | has no text
            {"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "parameters": {"binary_data_size": 4}}]} | 0 bytes are left
            {"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["a"]}], "outputs": [{"name": "lable"}]} | did you mean
            """)
    void wrongTensorsAreToldWhatIsWrong(String body, String message) throws Exception {
        HttpResponse<String> answer = server.post(INFER, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestServer.json(answer).getAsJsonObject().get("error").getAsString())
                .containsIgnoringCase(message);
    }

    @Test
    void binaryDataThatDoesNotAddUpIsRefused() throws Exception {
        String json = "{\"inputs\": [{\"name\": \"text\", \"shape\": [1], \"datatype\": \"BYTES\","
                + " \"parameters\": {\"binary_data_size\": 5}}]}";
        for (byte[] data : List.of(
                new byte[] {9, 0, 0, 0, 'a'},
                new byte[] {-1, -1, -1, -1, 'a'},
                new byte[] {1, 0, 0, 0, (byte) 0xFF},
                new byte[] {0, 0, 0, 0, 0},
                new byte[] {1, 0, 0, 0, 'a', 'b'})) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes(json.getBytes(StandardCharsets.UTF_8));
            body.writeBytes(data);
            HttpResponse<String> answer = server.post(
                    INFER, body.toByteArray(), "Inference-Header-Content-Length", Integer.toString(json.length()));
            assertThat(answer.statusCode()).isEqualTo(400);
        }
        for (String header : List.of("-1", "100000", "x")) {
            assertThat(server.post(INFER, json, "Inference-Header-Content-Length", header)
                            .statusCode())
                    .isEqualTo(400);
        }
    }
}
