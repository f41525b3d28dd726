package io.verdict.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.saved.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code verification.json}: what an exported folder holds, and how it was compared with the model it came from. */
final class VerificationFile {
    static final String NAME = "verification.json";

    /** Texts that are written out; of more, those with the largest differences. */
    private static final int MOST_TEXTS = 100;

    private VerificationFile() {}

    static void write(Path folder, ExportFormat format, List<String> files, Comparison comparison) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("format", format.id());
        json.addProperty("reference", comparison.reference());
        json.addProperty("verified_by", comparison.other());
        json.addProperty("tolerance", comparison.tolerance());
        json.addProperty("largest_difference", comparison.largestDifference());
        json.addProperty("flips", comparison.flips());
        json.addProperty("texts_compared", comparison.texts().size());
        JsonArray texts = new JsonArray();
        List<ComparedText> shown =
                comparison.texts().size() <= MOST_TEXTS ? comparison.texts() : comparison.worst(MOST_TEXTS);
        shown.forEach(text -> texts.add(json(text)));
        json.add("texts", texts);
        JsonArray names = new JsonArray();
        files.forEach(names::add);
        json.add("files", names);
        JsonFile.write(folder.resolve(NAME), json);
    }

    /** Whether a folder holds an export. */
    static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(NAME));
    }

    /** The names of the files that came with an export, this one too. */
    static List<String> files(Path folder) {
        JsonFile json = JsonFile.read(folder.resolve(NAME));
        List<String> names = new ArrayList<>(List.of(NAME));
        for (JsonElement name : json.array("files")) {
            if (!name.isJsonPrimitive()) {
                throw new VerdictException(json.source() + ": \"files\" must be a list of names");
            }
            names.add(name.getAsString());
        }
        return names;
    }

    private static JsonObject json(ComparedText text) {
        JsonObject json = new JsonObject();
        json.addProperty("text", text.text().text());
        text.text().pair().ifPresent(pair -> json.addProperty("pair", pair));
        json.add("expected", numbers(text.expected()));
        json.add("logits", numbers(text.actual()));
        json.add("labels", strings(text.actualLabels()));
        json.addProperty("difference", text.difference());
        return json;
    }

    private static JsonArray numbers(List<Double> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    private static JsonArray strings(List<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }
}
