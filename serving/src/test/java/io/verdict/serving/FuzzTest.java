package io.verdict.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bodies that nobody would send, from a seed: each gets an answer, and the right kind of one. */
class FuzzTest {
    private static final long SEED = 20_261_123;
    private static final Set<Integer> DOCUMENTED = Set.of(200, 400, 413, 415, 422);
    private static final List<String> PATHS = List.of("/predict", "/v2/models/model/infer");
    private static final List<String> SEEDS = List.of(
            "{\"inputs\": \"good film\"}",
            "{\"inputs\": [[\"good\", \"bad\"], [\"a\"]], \"truncate\": false, \"raw_scores\": true}",
            "{\"session\": \"s\", \"payload\": {\"inputs\": {\"data\": \"good \\u00e4 \\ud83d\\ude00\"}}}",
            "{\"id\": \"1\", \"inputs\": [{\"name\": \"text\", \"shape\": [2, 1], \"datatype\": \"BYTES\", \"data\":"
                    + " [[\"good\"], [\"bad\"]]}], \"outputs\": [{\"name\": \"logits\"}]}",
            "{\"inputs\": [{\"name\": \"text\", \"shape\": [1], \"datatype\": \"BYTES\", \"parameters\":"
                    + " {\"binary_data_size\": 5}}], \"parameters\": {\"binary_data_output\": true}}\001\000\000\000a");
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "null",
            "true",
            "-1",
            "1e999",
            "99999999999999999999",
            "\\ud800",
            "\\",
            "\u0000",
            "\uFFFE",
            "\"inputs\"",
            "\"payload\"",
            "\"data\"",
            "[[[[[[[[",
            "\"shape\": [-1]",
            "NaN",
            "/*",
            "0x1");

    @Test
    void aFewThousandBodies() throws Exception {
        run(3_000);
    }

    @Test
    @Tag("slow")
    void twoHundredThousandBodies() throws Exception {
        run(200_000);
    }

    private static void run(int bodies) throws Exception {
        Random random = new Random(SEED);
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (TestServer server = TestServer.start(options -> options)) {
            RawClient client = new RawClient(server.socket());
            for (int i = 0; i < bodies; i++) {
                byte[] body = body(random);
                String path = PATHS.get(random.nextInt(PATHS.size()));
                String header = random.nextInt(4) > 0
                        ? ""
                        : "Inference-Header-Content-Length: " + (random.nextInt(body.length + 2) - 1) + "\r\n";
                client.send("POST " + path + " HTTP/1.1\r\nHost: t\r\n" + header + "Content-Length: " + body.length
                        + "\r\n\r\n");
                client.send(body);
                String answer = client.answer();
                String told = "body " + i + " of seed " + SEED + ": " + new String(body, StandardCharsets.ISO_8859_1)
                        + " gives " + answer;
                assertThat(answer).as(told).startsWith("HTTP/1.1 ");
                int status = Integer.parseInt(answer.substring(9, 12));
                assertThat(DOCUMENTED).as(told).contains(status);
                if (status != 200) {
                    String json = answer.substring(answer.indexOf("\r\n\r\n") + 4);
                    assertThat(JsonParser.parseString(json)
                                    .getAsJsonObject()
                                    .get("error")
                                    .getAsString())
                            .as(told)
                            .isNotBlank()
                            .doesNotContain("Exception");
                }
                statuses.merge(status, 1, Integer::sum);
            }
            client.close();
            assertThat(server.isAlive()).isTrue();
        }
        // A run that only ever sees one kind of answer tests nothing.
        assertThat(statuses.keySet()).as(statuses.toString()).contains(200, 400, 422);
    }

    /** A good body with a few wounds, or noise. */
    private static byte[] body(Random random) {
        byte[] body = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(20) == 0) {
            body = new byte[random.nextInt(300)];
            random.nextBytes(body);
        }
        for (int wounds = random.nextInt(5); wounds > 0 && body.length > 0; wounds--) {
            int at = random.nextInt(body.length);
            int end = Math.min(body.length, at + random.nextInt(12));
            byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
            body = switch (random.nextInt(4)) {
                case 0 -> joined(body, 0, at, piece, body, at, body.length);
                case 1 -> joined(body, 0, at, new byte[0], body, end, body.length);
                case 2 -> joined(body, 0, end, new byte[0], body, at, body.length);
                default -> joined(body, 0, at, new byte[] {(byte) random.nextInt(256)}, body, at + 1, body.length);
            };
        }
        return body;
    }

    private static byte[] joined(byte[] a, int fromA, int toA, byte[] piece, byte[] b, int fromB, int toB) {
        byte[] all = new byte[toA - fromA + piece.length + toB - fromB];
        System.arraycopy(a, fromA, all, 0, toA - fromA);
        System.arraycopy(piece, 0, all, toA - fromA, piece.length);
        System.arraycopy(b, fromB, all, toA - fromA + piece.length, toB - fromB);
        return all;
    }
}
