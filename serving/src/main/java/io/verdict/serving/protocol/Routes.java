package io.verdict.serving.protocol;

import com.google.gson.JsonObject;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.verdict.serving.http.Answer;
import io.verdict.serving.http.Refusal;
import io.verdict.serving.http.Request;
import io.verdict.serving.metrics.ServerMetrics;
import io.verdict.serving.model.Models;
import io.verdict.serving.model.ServedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All endpoints of the server. */
public final class Routes {
    private static final Pattern MODEL = Pattern.compile("/v2/models/([^/]+)(?:/versions/([^/]+))?(/ready|/infer)?");
    private static final String NAMED = "/v2/models/{name}";

    private final Models models;
    private final Inference inference;
    private final OpenInferenceProtocol openInference;
    private final BooleanSupplier ready;
    private final Pages page = new Pages("page");
    private final Pages docs = new Pages("docs");
    private final List<Endpoint> fixed;

    /** @param ready whether requests are accepted */
    public Routes(
            Inference inference,
            FlashProtocol flash,
            TextEmbeddingsProtocol textEmbeddings,
            OpenInferenceProtocol openInference,
            ServerInfo info,
            ServerMetrics metrics,
            BooleanSupplier ready) {
        this.models = info.models();
        this.inference = inference;
        this.openInference = openInference;
        this.ready = ready;
        PredictProtocol predict = new PredictProtocol(info.body(), flash, textEmbeddings);
        String openApi = Resources.openApi();
        fixed = List.of(
                Endpoint.post("/predict", request -> inference.answer(request, predict::read)),
                Endpoint.get("/predict/meta", true, request -> Json.answer(200, FlashProtocol.meta())),
                Endpoint.get("/predict/dag_json", true, request -> Json.answer(200, FlashProtocol.dagJson())),
                Endpoint.get("/predict/dag", true, request -> html(FlashProtocol.dag())),
                Endpoint.get("/flashserve/alive", true, request -> flag("alive", true)),
                Endpoint.get("/info", false, request -> Json.answer(200, info.json())),
                Endpoint.get("/health", true, request -> health()),
                Endpoint.get(
                        "/metrics",
                        false,
                        request -> Answer.of(200, "text/plain; version=0.0.4; charset=utf-8", metrics.text())),
                Endpoint.get("/openapi.json", true, request -> Answer.of(200, Json.TYPE, openApi)),
                Endpoint.get("/v2", false, request -> Json.answer(200, OpenInferenceProtocol.server(info.version()))),
                Endpoint.get("/v2/health/live", true, request -> flag("live", true)),
                Endpoint.get("/v2/health/ready", true, request -> readiness(Optional.empty())));
    }

    /** The endpoints of that path, one for each method; none if there is nothing. */
    public List<Endpoint> at(String path) {
        List<Endpoint> found = new ArrayList<>();
        // /v2/ is how the protocol's own description writes it.
        String plain = path.equals("/v2/") ? "/v2" : path;
        fixed.stream().filter(endpoint -> endpoint.route().equals(plain)).forEach(found::add);
        Matcher named = MODEL.matcher(path);
        if (named.matches()) {
            found.add(ofModel(
                    decoded(named.group(1)), Optional.ofNullable(named.group(2)), Optional.ofNullable(named.group(3))));
        }
        asset(path).ifPresent(found::add);
        return found;
    }

    private Endpoint ofModel(String name, Optional<String> version, Optional<String> action) {
        String route = NAMED + (version.isPresent() ? "/versions/{version}" : "") + action.orElse("");
        if (action.equals(Optional.of("/infer"))) {
            return Endpoint.post(route, request -> {
                ServedModel model = model(name, version);
                return inference.answer(request, read -> openInference.read(read, model));
            });
        }
        if (action.isPresent()) {
            return Endpoint.get(
                    route,
                    true,
                    request -> readiness(Optional.of(model(name, version).name())));
        }
        return Endpoint.get(
                route, false, request -> Json.answer(200, OpenInferenceProtocol.model(model(name, version))));
    }

    private ServedModel model(String name, Optional<String> version) {
        ServedModel model = models.current();
        if (!name.equals(model.name())) {
            throw new Refusal(
                    404, "NotFound", "There is no model of that name here; there is \"" + model.name() + "\"");
        }
        if (version.isPresent() && !version.get().equals(Integer.toString(model.version()))) {
            throw new Refusal(404, "NotFound", "The model has version " + model.version() + " and no other");
        }
        return model;
    }

    private Optional<Endpoint> asset(String path) {
        if (path.equals("/")) {
            return Optional.of(Endpoint.get(
                    "/",
                    true,
                    request -> page.file(request, "index.html")
                            .orElseGet(() -> Answer.empty(302).withHeader("location", "/docs"))));
        }
        if (path.equals("/docs")) {
            return Optional.of(Endpoint.get(
                    "/docs", true, request -> docs.file(request, "index.html").orElseThrow()));
        }
        if (path.equals("/favicon.ico") && page.has("favicon.ico")) {
            return Optional.of(Endpoint.get(
                    "/favicon.ico",
                    true,
                    request -> page.file(request, "favicon.ico").orElseThrow()));
        }
        return below(path, "/page/", page).or(() -> below(path, "/docs/", docs));
    }

    private static Optional<Endpoint> below(String path, String folder, Pages pages) {
        if (!path.startsWith(folder) || !pages.has(path.substring(folder.length()))) {
            return Optional.empty();
        }
        Function<Request, Answer> file =
                request -> pages.file(request, path.substring(folder.length())).orElseThrow();
        return Optional.of(Endpoint.get(folder + "{file}", true, file));
    }

    /** Those whose paths have no variable part. */
    List<Endpoint> fixed() {
        return fixed;
    }

    private Answer health() {
        return ready.getAsBoolean() ? flag("healthy", true) : stopping();
    }

    private Answer readiness(Optional<String> model) {
        if (!ready.getAsBoolean()) {
            return stopping();
        }
        JsonObject body = new JsonObject();
        model.ifPresent(name -> body.addProperty("name", name));
        body.addProperty("ready", true);
        return Json.answer(200, body);
    }

    private static Answer stopping() {
        JsonObject body = new JsonObject();
        body.addProperty("error", "The server is not ready: it starts or stops");
        body.addProperty("error_type", "Unhealthy");
        body.addProperty("ready", false);
        return Json.answer(503, body);
    }

    private static Answer flag(String field, boolean value) {
        JsonObject body = new JsonObject();
        body.addProperty(field, value);
        return Json.answer(200, body);
    }

    private static Answer html(String page) {
        return Answer.of(200, "text/html; charset=utf-8", page)
                .withHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    }

    private static String decoded(String part) {
        try {
            return QueryStringDecoder.decodeComponent(part.replace("+", "%2B"));
        } catch (IllegalArgumentException e) {
            return part;
        }
    }
}
