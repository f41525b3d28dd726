package io.verdict.serving.protocol;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.verdict.serving.http.HttpLimits;
import io.verdict.serving.model.Models;
import io.verdict.serving.model.ServedModel;
import io.verdict.transformer.text.Output;

/**
 * {@code /info}: the model and the limits; the fields of text-embeddings-inference, and Verdict's own beside them.
 *
 * @param version of Verdict
 */
public record ServerInfo(Models models, BodyLimits body, HttpLimits http, Output output, String version, int readers) {
    JsonObject json() {
        ServedModel model = models.current();
        JsonObject info = new JsonObject();
        addTextEmbeddings(info, model);
        info.addProperty("model_name", model.name());
        info.addProperty("model_version", model.version());
        info.add("labels", Json.strings(model.labels().names()));
        info.addProperty("multi_label", model.labels().isMultiLabel());
        info.addProperty("max_length", model.maxLength());
        info.addProperty("engine", model.engine());
        info.addProperty("output", output.id());
        JsonObject limits = new JsonObject();
        limits.addProperty("max_text_bytes", body.maxTextBytes());
        limits.addProperty("max_batch_texts", body.maxBatchTexts());
        limits.addProperty("max_body_bytes", http.maxBodyBytes());
        limits.addProperty("max_header_bytes", http.maxHeaderBytes());
        limits.addProperty("max_json_depth", body.maxJsonDepth());
        limits.addProperty("max_queue", models.options().maxQueue());
        limits.addProperty("timeout_ms", models.options().timeout().toMillis());
        info.add("limits", limits);
        return info;
    }

    private void addTextEmbeddings(JsonObject info, ServedModel model) {
        JsonObject names = new JsonObject();
        JsonObject numbers = new JsonObject();
        for (int i = 0; i < model.labels().size(); i++) {
            names.addProperty(Integer.toString(i), model.labels().name(i));
            numbers.addProperty(model.labels().name(i), i);
        }
        JsonObject classifier = new JsonObject();
        classifier.add("id2label", names);
        classifier.add("label2id", numbers);
        JsonObject type = new JsonObject();
        type.add("classifier", classifier);
        info.addProperty("model_id", model.name());
        info.add("model_sha", JsonNull.INSTANCE);
        info.addProperty("model_dtype", "float32");
        info.add("model_type", type);
        info.addProperty("max_concurrent_requests", models.options().maxQueue());
        info.addProperty("max_input_length", model.maxLength());
        info.addProperty("max_batch_tokens", models.options().maxBatchTokens());
        info.add("max_batch_requests", JsonNull.INSTANCE);
        info.addProperty("max_client_batch_size", body.maxBatchTexts());
        info.addProperty("auto_truncate", true);
        info.addProperty("tokenization_workers", readers);
        info.addProperty("version", version);
        info.add("sha", JsonNull.INSTANCE);
        info.add("docker_label", JsonNull.INSTANCE);
    }
}
