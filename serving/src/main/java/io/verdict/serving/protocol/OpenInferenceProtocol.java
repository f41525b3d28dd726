package io.verdict.serving.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.verdict.serving.http.Answer;
import io.verdict.serving.http.Refusal;
import io.verdict.serving.http.Request;
import io.verdict.serving.model.Classified;
import io.verdict.serving.model.ServedModel;
import io.verdict.serving.model.TextInput;
import io.verdict.transformer.text.Nearest;
import io.verdict.transformer.text.Output;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Open Inference Protocol, version 2: texts as a tensor {@code text} of type BYTES, and for pairs their second texts
 * as {@code text_pair}; outputs as {@link OutputTensor} has them. With the extension of binary tensors.
 */
public final class OpenInferenceProtocol {
    private static final String TEXT = "text";
    private static final String PAIR = "text_pair";
    private static final String JSON_LENGTH = "inference-header-content-length";
    private static final String PARAMETERS = "parameters";

    private final BodyLimits limits;
    private final Output output;
    private final Texts texts;

    public OpenInferenceProtocol(BodyLimits limits, Output output) {
        this.limits = limits;
        this.output = output;
        this.texts = new Texts(limits);
    }

    /** A tensor that is wanted, and in which form. */
    private record Wanted(OutputTensor tensor, boolean binary) {}

    Asked read(Request request, ServedModel model) {
        Optional<String> header = request.header(JSON_LENGTH);
        int length = header.map(text -> jsonLength(text, request.body().length)).orElse(request.body().length);
        JsonObject body =
                header.isPresent() ? Json.object(request.body(), length, limits) : Json.object(request, limits);
        Map<String, List<String>> inputs = inputs(body, request.body(), length);
        List<TextInput> asked = pairUp(inputs);
        texts.requireCount(asked.size(), "inputs");
        Optional<String> id = body.has("id") ? Optional.of(Json.string(body.get("id"), "id")) : Optional.empty();
        List<Wanted> wanted = wanted(body, model);
        return new Asked(asked, true, classified -> answer(classified, wanted, id));
    }

    private static int jsonLength(String text, int bodyLength) {
        try {
            int length = Integer.parseInt(text.strip());
            if (length >= 0 && length <= bodyLength) {
                return length;
            }
        } catch (NumberFormatException e) {
            throw wrongLength(text, bodyLength);
        }
        throw wrongLength(text, bodyLength);
    }

    private static Refusal wrongLength(String text, int bodyLength) {
        return new Refusal(
                400,
                "Validation",
                "The header Inference-Header-Content-Length is \"" + text + "\", the body has " + bodyLength
                        + " bytes");
    }

    private Map<String, List<String>> inputs(JsonObject body, byte[] bytes, int binary) {
        InputTensor reader = new InputTensor(texts, bytes);
        Map<String, List<String>> inputs = new LinkedHashMap<>();
        JsonArray tensors = Json.array(body, "inputs", "inputs");
        int from = binary;
        for (int i = 0; i < tensors.size(); i++) {
            String where = "inputs." + i;
            if (!(tensors.get(i) instanceof JsonObject tensor)) {
                throw Json.wrong(tensors.get(i), where, "a tensor");
            }
            String name = Json.string(tensor.get("name"), where + ".name");
            if (!name.equals(TEXT) && !name.equals(PAIR)) {
                throw Refusal.at(
                        where + ".name",
                        422,
                        "Validation",
                        "\"" + where + ".name\" must be " + TEXT + ", or " + PAIR + " for the second texts of pairs");
            }
            InputTensor.Read read = reader.read(tensor, where, from);
            from = read.end();
            if (inputs.put(name, read.values()) != null) {
                throw Refusal.at(where + ".name", 422, "Validation", "The input " + name + " is there twice");
            }
        }
        if (from != bytes.length) {
            throw Refusal.at(
                    "inputs",
                    422,
                    "Validation",
                    "There are " + (bytes.length - from) + " bytes behind the tensors' data");
        }
        return inputs;
    }

    private static List<TextInput> pairUp(Map<String, List<String>> inputs) {
        List<String> first = inputs.get(TEXT);
        if (first == null) {
            throw Refusal.at("inputs", 422, "Validation", "\"inputs\" has no tensor named " + TEXT);
        }
        List<String> second = inputs.get(PAIR);
        if (second != null && second.size() != first.size()) {
            throw Refusal.at(
                    "inputs",
                    422,
                    "Validation",
                    "There are " + first.size() + " texts, but " + second.size() + " second ones");
        }
        List<TextInput> texts = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            texts.add(second == null ? TextInput.of(first.get(i)) : TextInput.pair(first.get(i), second.get(i)));
        }
        return texts;
    }

    private List<Wanted> wanted(JsonObject body, ServedModel model) {
        boolean binary = body.get(PARAMETERS) instanceof JsonObject parameters
                && Json.bool(parameters, "binary_data_output", false);
        JsonElement outputs = body.get("outputs");
        if (outputs == null || outputs.isJsonNull() || (outputs instanceof JsonArray none && none.isEmpty())) {
            return OutputTensor.of(model.labels(), output).stream()
                    .map(tensor -> new Wanted(tensor, binary))
                    .toList();
        }
        List<Wanted> wanted = new ArrayList<>();
        for (JsonElement element : Json.array(body, "outputs", "outputs")) {
            String where = "outputs." + wanted.size();
            if (!(element instanceof JsonObject asked)) {
                throw Json.wrong(element, where, "an output");
            }
            boolean asBytes = asked.get(PARAMETERS) instanceof JsonObject parameters
                    ? Json.bool(parameters, "binary_data", binary)
                    : binary;
            wanted.add(new Wanted(tensor(Json.string(asked.get("name"), where + ".name"), where, model), asBytes));
        }
        return wanted;
    }

    private static OutputTensor tensor(String name, String where, ServedModel model) {
        List<OutputTensor> known = OutputTensor.of(model.labels());
        List<String> names = known.stream().map(OutputTensor::id).toList();
        return known.stream()
                .filter(tensor -> tensor.id().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.at(
                        where + ".name",
                        422,
                        "Validation",
                        "The model has no output of that name; it has " + String.join(", ", names) + "."
                                + Nearest.hint(name, names)));
    }

    private static Answer answer(Classified classified, List<Wanted> wanted, Optional<String> id) {
        JsonObject body = new JsonObject();
        body.addProperty("model_name", classified.model().name());
        body.addProperty("model_version", Integer.toString(classified.model().version()));
        id.ifPresent(given -> body.addProperty("id", given));
        JsonArray outputs = new JsonArray();
        ByteArrayOutputStream binary = new ByteArrayOutputStream();
        for (Wanted want : wanted) {
            Tensor tensor = want.tensor().tensor(classified.model().labels(), classified.predictions());
            JsonObject output = tensor.head();
            if (want.binary()) {
                byte[] bytes = tensor.bytes();
                JsonObject parameters = new JsonObject();
                parameters.addProperty("binary_data_size", bytes.length);
                output.add(PARAMETERS, parameters);
                binary.writeBytes(bytes);
            } else {
                output.add("data", tensor.data());
            }
            outputs.add(output);
        }
        body.add("outputs", outputs);
        if (wanted.stream().noneMatch(Wanted::binary)) {
            return Json.answer(200, body);
        }
        byte[] json = Json.text(body).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(json);
        whole.writeBytes(binary.toByteArray());
        return Answer.of(200, "application/octet-stream", whole.toByteArray())
                .withHeader(JSON_LENGTH, Integer.toString(json.length));
    }

    /** {@code /v2}. */
    static JsonObject server(String version) {
        JsonObject server = new JsonObject();
        server.addProperty("name", "verdict");
        server.addProperty("version", version);
        server.add("extensions", Json.strings(List.of("binary_tensor_data")));
        return server;
    }

    /** {@code /v2/models/{name}}. */
    static JsonObject model(ServedModel model) {
        JsonArray inputs = new JsonArray();
        inputs.add(new Tensor.Bytes(TEXT, List.of(-1), List.of()).head());
        JsonArray outputs = new JsonArray();
        for (OutputTensor tensor : OutputTensor.of(model.labels())) {
            JsonArray shape = new JsonArray();
            tensor.shape(model.labels()).forEach(shape::add);
            JsonObject head = new JsonObject();
            head.addProperty("name", tensor.id());
            head.addProperty("datatype", tensor.type());
            head.add("shape", shape);
            outputs.add(head);
        }
        JsonObject parameters = new JsonObject();
        parameters.add("labels", Json.strings(model.labels().names()));
        parameters.addProperty("multi_label", model.labels().isMultiLabel());
        parameters.addProperty("max_length", model.maxLength());
        JsonObject metadata = new JsonObject();
        metadata.addProperty("name", model.name());
        metadata.add("versions", Json.strings(List.of(Integer.toString(model.version()))));
        metadata.addProperty("platform", "verdict_" + model.engine());
        metadata.add("inputs", inputs);
        metadata.add("outputs", outputs);
        metadata.add(PARAMETERS, parameters);
        return metadata;
    }
}
