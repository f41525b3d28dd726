package io.verdict.trainer;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is written beside the best parameters: which result they are of, and why it is the best. */
final class BestCheckpoint {
    static final String FOLDER = "best";
    private static final String REASON = "best.json";

    private BestCheckpoint() {}

    static void write(Path folder, EpochResult result, Progression progression) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("epoch", result.epochsDone());
        json.addProperty("updates", result.updates());
        json.addProperty("monitor", progression.monitor().id());
        json.addProperty("mode", progression.mode().id());
        json.addProperty("value", progression.monitor().of(result));
        json.addProperty("why", result.point() + " has the " + progression.superlative() + " so far");
        Files.writeString(
                folder.resolve(REASON),
                new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n");
    }
}
