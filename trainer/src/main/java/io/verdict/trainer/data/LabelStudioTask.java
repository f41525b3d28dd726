package io.verdict.trainer.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One task of a Label Studio export in the format JSON (not JSON_MIN): what was to be labelled, and what the annotators
 * said. See <a href="https://labelstud.io/guide/export.html">Label Studio's documentation of exports</a>.
 *
 * @param line where the task begins
 */
record LabelStudioTask(long line, JsonObject data, List<Annotation> annotations) {
    /** The kinds of results that say what class a whole text has. */
    private static final Set<String> KINDS = Set.of("choices", "rating");

    /**
     * What one annotator said.
     *
     * @param groundTruth whether it is marked as the right answer
     */
    record Annotation(boolean groundTruth, List<Result> results) {}

    /** @param control the name of the control the values were chosen with */
    record Result(String control, List<Cell> values) {}

    static LabelStudioTask read(JsonReader in, long line) {
        JsonObject task = JsonParser.parseReader(in).getAsJsonObject();
        JsonElement data = task.get("data");
        if (data == null || !data.isJsonObject()) {
            throw new JsonRow.WrongRow("this is no Label Studio task: it has no object \"data\". Export as JSON;"
                    + " JSON_MIN is read by from_json.");
        }
        List<Annotation> annotations = new ArrayList<>();
        for (JsonElement each : array(task, "annotations")) {
            JsonObject annotation = each.getAsJsonObject();
            if (!flag(annotation, "was_cancelled")) {
                annotations.add(new Annotation(flag(annotation, "ground_truth"), results(annotation)));
            }
        }
        return new LabelStudioTask(line, data.getAsJsonObject(), annotations);
    }

    private static List<Result> results(JsonObject annotation) {
        List<Result> results = new ArrayList<>();
        for (JsonElement each : array(annotation, "result")) {
            JsonObject result = each.getAsJsonObject();
            String kind = result.has("type") ? result.get("type").getAsString() : "";
            if (KINDS.contains(kind)) {
                results.add(new Result(
                        result.get("from_name").getAsString(),
                        cells(result.getAsJsonObject("value").get(kind))));
            }
        }
        return results;
    }

    private static List<Cell> cells(JsonElement value) {
        List<Cell> cells = new ArrayList<>();
        if (value.isJsonArray()) {
            value.getAsJsonArray().forEach(each -> cells.addAll(cells(each)));
        } else if (value.getAsJsonPrimitive().isNumber()) {
            cells.add(new Cell.Number(value.getAsDouble()));
        } else {
            cells.add(new Cell.Text(value.getAsString()));
        }
        return cells;
    }

    private static JsonArray array(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value != null && value.isJsonArray() ? value.getAsJsonArray() : new JsonArray();
    }

    private static boolean flag(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value != null && value.isJsonPrimitive() && value.getAsBoolean();
    }

    /** The value of one of the fields that were to be labelled. */
    Cell input(String field) {
        return Optional.ofNullable(data.get(field))
                .filter(JsonElement::isJsonPrimitive)
                .<Cell>map(value -> new Cell.Text(value.getAsString()))
                .orElseGet(Cell.Missing::new);
    }
}
