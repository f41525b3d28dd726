package io.verdict.serving.protocol;

import com.google.gson.JsonObject;
import io.verdict.serving.http.Refusal;
import io.verdict.serving.http.Request;

/** {@code /predict}: which of the two protocols that have this route is meant is told by the body. */
final class PredictProtocol {
    private final BodyLimits limits;
    private final FlashProtocol flash;
    private final TextEmbeddingsProtocol textEmbeddings;

    PredictProtocol(BodyLimits limits, FlashProtocol flash, TextEmbeddingsProtocol textEmbeddings) {
        this.limits = limits;
        this.flash = flash;
        this.textEmbeddings = textEmbeddings;
    }

    Asked read(Request request) {
        JsonObject body = Json.object(request, limits);
        if (FlashProtocol.understands(body)) {
            return flash.read(body);
        }
        if (TextEmbeddingsProtocol.understands(body)) {
            return textEmbeddings.read(body);
        }
        throw Refusal.at(
                "inputs",
                422,
                "Validation",
                "The body must have \"inputs\", as {\"inputs\": \"text\"}, or"
                        + " \"payload\", as {\"payload\": {\"inputs\": {\"data\": \"text\"}}}");
    }
}
