package io.verdict.trainer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.Parameters;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A {@link TrainingState} as JSON, with the settings that must be the same for a run to go on exactly. */
final class CheckpointState {
    private CheckpointState() {}

    /** The settings that determine what a run computes; when it stops is none of them. */
    static Map<String, String> settings(
            TrainerOptions options, Strategy strategy, EncodedTexts texts, Classifier classifier) {
        Limits limits = options.limits();
        Optimization optimization = options.optimization();
        Validation validation = options.validation();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("backbone", backbone(classifier, strategy));
        settings.put("pooling", classifier.config().pooling().id());
        settings.put("strategy", strategy.id());
        settings.put("max_epochs", Integer.toString(limits.maxEpochs()));
        settings.put(
                "max_steps",
                limits.maxSteps().isPresent() ? "" + limits.maxSteps().getAsInt() : "none");
        settings.put("limit_train_batches", limits.trainBatches().toString());
        settings.put("limit_val_batches", limits.validBatches().toString());
        settings.put(
                "overfit_batches",
                limits.overfitBatches().map(BatchAmount::toString).orElse("none"));
        settings.put("batch_size", Integer.toString(options.batching().batchSize()));
        OptionalInt maxBatchTokens = options.batching().maxBatchTokens();
        settings.put("max_batch_tokens", maxBatchTokens.isPresent() ? "" + maxBatchTokens.getAsInt() : "none");
        settings.put("group_by_length", Boolean.toString(options.batching().groupByLength()));
        settings.put("class_weights", options.weighting().classWeights().text());
        settings.put("sampling", options.weighting().sampling().id());
        settings.put("accumulate_grad_batches", Integer.toString(optimization.accumulateGradBatches()));
        settings.put("optimizer", optimization.optimizer().toString());
        settings.put(
                "learning_rate", Double.toString(optimization.learningRate().orElse(strategy.defaultLearningRate())));
        OptionalDouble thawed = options.layerRates().thawedLearningRate(strategy);
        settings.put("thawed_learning_rate", thawed.isPresent() ? "" + thawed.getAsDouble() : "none");
        settings.put("layer_decay", Double.toString(options.layerRates().layerDecay()));
        settings.put("weight_decay", Double.toString(optimization.decay()));
        settings.put("lr_scheduler", optimization.schedule().toString());
        settings.put("warmup", Double.toString(optimization.warmup()));
        settings.put("gradient_clip_val", Double.toString(optimization.gradientClipNorm()));
        settings.put(
                "gradient_clip_algorithm", optimization.gradientClipAlgorithm().id());
        settings.put("dropout", options.dropout().toString());
        settings.put("label_smoothing", Double.toString(optimization.labelSmoothing()));
        settings.put("val_check_interval", validation.checkInterval().toString());
        settings.put("check_val_every_n_epoch", Integer.toString(validation.everyEpochs()));
        settings.put("monitor", validation.monitor().id());
        settings.put(
                "monitor_mode",
                validation.mode().orElse(validation.monitor().mode()).id());
        settings.put("seed", Long.toString(options.seed()));
        settings.put("training data", texts.size() + " texts with checksum " + texts.fingerprint());
        return settings;
    }

    /** Its sizes; and of one that does not train from the beginning, so that a checkpoint lacks it, a checksum. */
    private static String backbone(Classifier classifier, Strategy strategy) {
        EncoderConfig encoder = classifier.config().encoder();
        String sizes = encoder.layers() + " layers of " + encoder.hiddenSize();
        if (strategy.equals(Strategy.NO_FREEZE)) {
            return sizes;
        }
        Parameters parameters = classifier.parameters();
        List<String> names = parameters.names().stream()
                .filter(name -> !ParameterSpec.isHead(name))
                .toList();
        return sizes + " with checksum " + parameters.checksum(names);
    }

    static String toJson(TrainingState state, Map<String, String> settings) {
        JsonObject json = new JsonObject();
        json.addProperty("epochs", state.epochs());
        json.addProperty("batches", state.batches());
        json.addProperty("updates", state.updates());
        json.addProperty("steps", state.steps());
        json.addProperty("loss", state.sums().loss());
        json.addProperty("texts", state.sums().texts());
        json.addProperty("right", state.sums().right());
        json.addProperty("seconds", state.seconds());
        JsonObject given = new JsonObject();
        settings.forEach(given::addProperty);
        json.add("settings", given);
        JsonArray history = new JsonArray();
        for (EpochResult epoch : state.history()) {
            JsonArray row = new JsonArray();
            row.add(epoch.epoch());
            row.add(epoch.updates());
            for (double value : List.of(
                    epoch.epochsDone(),
                    epoch.learningRate(),
                    epoch.trainLoss(),
                    epoch.trainAccuracy(),
                    epoch.validLoss(),
                    epoch.validAccuracy(),
                    epoch.validMacroF1(),
                    epoch.tokensPerSecond(),
                    epoch.seconds())) {
                row.add(Double.isNaN(value) ? JsonNull.INSTANCE : new JsonPrimitive(value));
            }
            history.add(row);
        }
        json.add("history", history);
        return json.toString();
    }

    /**
     * Reads a state.
     *
     * @throws VerdictException if the file is damaged, or a setting differs from {@code expected}
     */
    static TrainingState read(Path file, Map<String, String> expected) {
        try {
            JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            requireSame(file, json.getAsJsonObject("settings"), expected);
            List<EpochResult> history = new ArrayList<>();
            for (JsonElement row : json.getAsJsonArray("history")) {
                history.add(epoch(row.getAsJsonArray()));
            }
            return new TrainingState(
                    json.get("epochs").getAsInt(),
                    json.get("batches").getAsInt(),
                    json.get("updates").getAsInt(),
                    json.get("steps").getAsLong(),
                    new EpochSums(
                            json.get("loss").getAsDouble(),
                            json.get("texts").getAsLong(),
                            json.get("right").getAsLong()),
                    json.get("seconds").getAsDouble(),
                    history);
        } catch (IOException
                | JsonParseException
                | IllegalStateException
                | NullPointerException
                | IndexOutOfBoundsException
                | UnsupportedOperationException
                | NumberFormatException e) {
            throw new VerdictException(
                    file + " is no state of a run, or it is damaged (" + e + "); train without resume", e);
        }
    }

    private static void requireSame(Path file, JsonObject found, Map<String, String> expected) {
        List<String> differences = new ArrayList<>();
        expected.forEach((name, value) -> {
            JsonElement before = found.get(name);
            if (before == null || !before.getAsString().equals(value)) {
                differences.add(name + " was " + (before == null ? "not set" : before.getAsString()) + ", is " + value);
            }
        });
        if (!differences.isEmpty()) {
            throw new VerdictException(
                    "The checkpoint " + file.getParent() + " is of a run with other settings: "
                            + String.join("; ", differences)
                            + ". Give the same ones to go on (stop_after_epochs, max_time and early stopping may differ), or train without resume");
        }
    }

    private static EpochResult epoch(JsonArray row) {
        return new EpochResult(
                row.get(0).getAsInt(),
                number(row, 2),
                row.get(1).getAsInt(),
                number(row, 3),
                number(row, 4),
                number(row, 5),
                number(row, 6),
                number(row, 7),
                number(row, 8),
                number(row, 9),
                number(row, 10));
    }

    private static double number(JsonArray row, int index) {
        return row.get(index).isJsonNull() ? Double.NaN : row.get(index).getAsDouble();
    }
}
