package io.verdict.serving.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.verdict.serving.model.Classified;
import io.verdict.serving.model.TextInput;
import io.verdict.transformer.text.Output;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lightning Flash's: {@code {"session": "...", "payload": {"inputs": {"data": "text"}}}}. */
public final class FlashProtocol {
    /** What Flash names the one endpoint of a model. */
    private static final String NAME = "predict_ENDPOINT";

    private final Texts texts;
    private final Output output;

    public FlashProtocol(BodyLimits limits, Output output) {
        this.texts = new Texts(limits);
        this.output = output;
    }

    static boolean understands(JsonObject body) {
        return body.has("payload");
    }

    Asked read(JsonObject body) {
        String session = session(body.get("session"));
        JsonObject inputs = Json.object(Json.object(body, "payload", "payload"), "inputs", "payload.inputs");
        String text = texts.text(inputs.get("data"), "payload.inputs.data");
        return new Asked(
                List.of(TextInput.of(text)), true, classified -> Json.answer(200, answer(session, classified, output)));
    }

    private static JsonObject answer(String session, Classified classified, Output output) {
        JsonObject result = new JsonObject();
        result.add("outputs", OutputJson.of(classified.predictions().get(0), output));
        JsonObject answer = new JsonObject();
        answer.addProperty("session", session);
        answer.add("result", result);
        return answer;
    }

    /** A body for that text. */
    public static String body(String text) {
        JsonObject data = new JsonObject();
        data.addProperty("data", text);
        JsonObject payload = new JsonObject();
        payload.add("inputs", data);
        JsonObject body = new JsonObject();
        body.add("payload", payload);
        return Json.text(body);
    }

    /** What a client that has not named its session would get for a text. */
    public static String sanityAnswer(Classified classified, Output output) {
        return Json.text(answer(UUID.randomUUID().toString(), classified, output));
    }

    private String session(@Nullable JsonElement given) {
        if (given == null || given.isJsonNull()) {
            return UUID.randomUUID().toString();
        }
        String session = texts.text(given, "session");
        return session.isEmpty() ? UUID.randomUUID().toString() : session;
    }

    /** {@code /predict/meta}: the JSON schema of a request, as Flash gives it. */
    static JsonObject meta() {
        String prefix = "Predict_Endpoint_";
        JsonObject definitions = new JsonObject();
        definitions.add(prefix + "Inputs", schema(prefix + "Inputs", "data", text("Data")));
        definitions.add(prefix + "Payload", schema(prefix + "Payload", "inputs", reference(prefix + "Inputs")));
        JsonObject meta = schema(prefix + "RequestModel", "payload", reference(prefix + "Payload"));
        meta.getAsJsonObject("properties").add("session", text("Session"));
        meta.add("definitions", definitions);
        return meta;
    }

    private static JsonObject schema(String title, String property, JsonObject type) {
        JsonObject properties = new JsonObject();
        properties.add(property, type);
        JsonObject schema = new JsonObject();
        schema.addProperty("title", title);
        schema.addProperty("type", "object");
        schema.add("properties", properties);
        schema.add("required", Json.strings(List.of(property)));
        return schema;
    }

    private static JsonObject text(String title) {
        JsonObject type = new JsonObject();
        type.addProperty("title", title);
        type.addProperty("type", "string");
        return type;
    }

    private static JsonObject reference(String definition) {
        JsonObject type = new JsonObject();
        type.addProperty("$ref", "#/definitions/" + definition);
        return type;
    }

    /** {@code /predict/dag_json}: the steps from request to answer, as Flash describes its graph. */
    static JsonObject dagJson() {
        JsonObject dependencies = new JsonObject();
        JsonObject dependents = new JsonObject();
        JsonObject functions = new JsonObject();
        List<FlashStep> steps = FlashStep.ALL;
        for (int i = 0; i < steps.size(); i++) {
            dependencies.add(
                    steps.get(i).task(),
                    i == 0
                            ? new JsonArray()
                            : Json.strings(List.of(steps.get(i - 1).task())));
            dependents.add(
                    steps.get(i).task(),
                    i == steps.size() - 1
                            ? new JsonArray()
                            : Json.strings(List.of(steps.get(i + 1).task())));
            functions.add(steps.get(i).task(), Json.strings(List.of(steps.get(i).function())));
        }
        JsonObject payload = new JsonObject();
        payload.addProperty("inputs", steps.get(1).task());
        JsonObject result = new JsonObject();
        result.addProperty("outputs", steps.get(steps.size() - 1).task());
        JsonObject endpoint = new JsonObject();
        endpoint.addProperty("name", NAME);
        endpoint.addProperty("route", "/predict");
        endpoint.add("payload_key_dsk_task", payload);
        endpoint.add("result_key_dsk_task", result);
        JsonObject dag = new JsonObject();
        dag.add("dependencies", dependencies);
        dag.add("dependents", dependents);
        dag.add("funcnames", functions);
        dag.add("connections", new JsonArray());
        dag.add("endpoint", endpoint);
        return dag;
    }

    /** {@code /predict/dag}: the same for people. */
    static String dag() {
        StringBuilder list = new StringBuilder();
        FlashStep.ALL.forEach(step -> list.append("<li><code>")
                .append(step.task())
                .append("</code>: ")
                .append(step.what())
                .append("</li>\n"));
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>/predict, step by step</title></head>
                <body>
                <h1>/predict, step by step</h1>
                <ol>
                %s</ol>
                <p>As JSON: <a href="/predict/dag_json">/predict/dag_json</a></p>
                </body>
                </html>
                """.formatted(list);
    }
}
