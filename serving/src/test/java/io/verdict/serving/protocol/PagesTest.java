package io.verdict.serving.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.verdict.serving.TestServer;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files for browsers, and the OpenAPI document. */
@Timeout(60)
class PagesTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(options -> options);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void pagesMayLoadOnlyWhatTheServerHas() throws Exception {
        HttpResponse<String> page = server.get("/docs");
        assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(page.body()).doesNotContain("//", "style=", "onclick");
        assertThat(server.get("/docs/docs.js").headers().firstValue("content-type"))
                .contains("text/javascript; charset=utf-8");
        assertThat(server.get("/docs/docs.css").headers().firstValue("content-type"))
                .contains("text/css; charset=utf-8");
    }

    @Test
    void whatABrowserHasIsNotSentAgain() throws Exception {
        String tag = server.get("/docs/docs.js").headers().firstValue("etag").orElseThrow();
        assertThat(tag).matches("\"[0-9a-f]{16}\"");
        for (String sent : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*"}) {
            HttpResponse<String> again = server.get("/docs/docs.js", "If-None-Match", sent);
            assertThat(again.statusCode()).as(sent).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
        assertThat(server.get("/docs/docs.js", "If-None-Match", "\"x\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void theFrontIsAPage() throws Exception {
        HttpResponse<String> front = server.get("/");
        assertThat(front.statusCode()).isIn(200, 302);
    }

    @Test
    void everyRouteIsDocumentedAndEveryDocumentedRouteIsThere() throws Exception {
        JsonObject document = TestServer.json(server.get("/openapi.json")).getAsJsonObject();
        assertThat(document.getAsJsonObject("info").get("version").getAsString())
                .matches("\\d.*");
        Set<String> documented = new TreeSet<>();
        for (Map.Entry<String, JsonElement> path :
                document.getAsJsonObject("paths").entrySet()) {
            for (String method : path.getValue().getAsJsonObject().keySet()) {
                documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }
        Set<String> missing = new TreeSet<>();
        for (String operation : documented) {
            String method = operation.substring(0, operation.indexOf(' '));
            String path = operation
                    .substring(method.length() + 1)
                    .replace("{name}", "model")
                    .replace("{version}", "1");
            HttpResponse<String> answer = method.equals("GET") ? server.get(path) : server.post(path, "{}");
            if (answer.statusCode() == 404 || answer.statusCode() == 405) {
                missing.add(operation);
            }
        }
        assertThat(missing).isEmpty();
        String info = server.get("/metrics").body();
        Set<String> served = new TreeSet<>();
        Pattern.compile("route=\"(/[^\"]*)\"").matcher(info).results().forEach(match -> served.add(match.group(1)));
        assertThat(served).hasSizeGreaterThan(15);
        // All that was asked for above and by the other tests of this class, but for the files of pages.
        assertThat(served.stream().filter(route -> !route.endsWith("{file}") && !route.equals("/favicon.ico")))
                .allMatch(route -> document.getAsJsonObject("paths").has(route));
    }

    @Test
    void everyReferenceInTheDocumentLeadsSomewhere() throws Exception {
        String text = server.get("/openapi.json").body();
        JsonObject schemas = TestServer.json(server.get("/openapi.json"))
                .getAsJsonObject()
                .getAsJsonObject("components")
                .getAsJsonObject("schemas");
        assertThat(Pattern.compile("#/components/schemas/(\\w+)").matcher(text).results())
                .isNotEmpty()
                .allMatch(match -> schemas.has(match.group(1)));
    }

    @Test
    void theInformationIsThatOfTextEmbeddingsAndOurs() throws Exception {
        JsonObject info = TestServer.json(server.get("/info")).getAsJsonObject();
        assertThat(info.get("labels")).hasToString("[\"bad\",\"good\"]");
        assertThat(info.get("multi_label").getAsBoolean()).isFalse();
        assertThat(info.get("max_length").getAsInt())
                .isEqualTo(64)
                .isEqualTo(info.get("max_input_length").getAsInt());
        assertThat(info.get("model_type"))
                .hasToString("{\"classifier\":{\"id2label\":{\"0\":\"bad\",\"1\":\"good\"},"
                        + "\"label2id\":{\"bad\":0,\"good\":1}}}");
        assertThat(info.getAsJsonObject("limits").keySet()).contains("max_text_bytes", "max_body_bytes");
    }
}
