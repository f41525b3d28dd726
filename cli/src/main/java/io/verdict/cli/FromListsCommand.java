package io.verdict.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import io.verdict.trainer.data.ListDataBuilder;
import io.verdict.trainer.data.TextClassificationData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code verdict text_classification from_lists}. */
@Command(
        name = "from_lists",
        header = "Take the data from the command line.",
        customSynopsis = {
            "verdict text_classification [OPTIONS] from_lists --train_data TEXT...",
            "            --train_targets LABEL... [OPTIONS]"
        },
        description = {
            "",
            "For trying things out. Texts and targets are given one after the other, as many targets as texts; or all"
                    + " together as one JSON array, in which a target may itself be an array."
        },
        footer = {
            "",
            "Examples:",
            "  verdict text_classification from_lists \\",
            "      --train_data \"great film\" \"dull film\" --train_targets good bad",
            "  verdict text_classification from_lists --train_data '[\"a\", \"b\"]' \\",
            "      --train_targets '[0, 1]' --predict_data \"what is this\""
        })
final class FromListsCommand implements Runnable {
    private final TextClassificationCommand training;

    @Option(
            names = "--train_data",
            paramLabel = "TEXT",
            arity = "1..*",
            required = true,
            description = "The texts to train on.")
    List<String> trainData = new ArrayList<>();

    @Option(
            names = "--train_targets",
            paramLabel = "LABEL",
            arity = "1..*",
            required = true,
            description = "Their labels.")
    List<String> trainTargets = new ArrayList<>();

    @Option(names = "--val_data", paramLabel = "TEXT", arity = "1..*", description = "The texts to validate on.")
    @Nullable
    List<String> valData;

    @Option(names = "--val_targets", paramLabel = "LABEL", arity = "1..*", description = "Their labels.")
    @Nullable
    List<String> valTargets;

    @Mixin
    final ValSplit split = new ValSplit();

    @Option(names = "--test_data", paramLabel = "TEXT", arity = "1..*", description = "The texts to evaluate on.")
    @Nullable
    List<String> testData;

    @Option(names = "--test_targets", paramLabel = "LABEL", arity = "1..*", description = "Their labels.")
    @Nullable
    List<String> testTargets;

    @Option(
            names = "--predict_data",
            paramLabel = "TEXT",
            arity = "1..*",
            description = "Texts to classify in the end.")
    @Nullable
    List<String> predictData;

    @Spec
    CommandSpec spec = CommandSpec.create();

    FromListsCommand(TextClassificationCommand training) {
        this.training = training;
    }

    @Override
    public void run() {
        training.run(spec.commandLine(), this::data);
    }

    private ListDataBuilder data() {
        split.checkAgainst("--val_data", valData);
        together("val", valData, valTargets);
        together("test", testData, testTargets);
        ListDataBuilder data = TextClassificationData.fromLists()
                .train(texts("--train_data", trainData), values("--train_targets", trainTargets));
        split.addTo(data);
        if (valData != null && valTargets != null) {
            data.valid(texts("--val_data", valData), values("--val_targets", valTargets));
        }
        if (testData != null && testTargets != null) {
            data.test(texts("--test_data", testData), values("--test_targets", testTargets));
        }
        if (predictData != null) {
            data.predict(texts("--predict_data", predictData));
        }
        return data;
    }

    private void together(String part, @Nullable List<String> data, @Nullable List<String> targets) {
        if ((data == null) != (targets == null)) {
            throw wrong("--" + part + "_data and --" + part + "_targets belong together.");
        }
    }

    private List<String> texts(String option, List<String> given) {
        return values(option, given).stream().map(String::valueOf).toList();
    }

    /** The words as they are, or the values of one JSON array. */
    private List<Object> values(String option, List<String> given) {
        if (given.size() != 1 || !given.get(0).startsWith("[")) {
            return List.copyOf(given);
        }
        try {
            return values(JsonParser.parseString(given.get(0)).getAsJsonArray());
        } catch (JsonSyntaxException | IllegalArgumentException broken) {
            throw wrong(option + " is no JSON array of texts or numbers: " + given.get(0));
        }
    }

    private static List<Object> values(JsonArray array) {
        List<Object> values = new ArrayList<>();
        for (JsonElement each : array) {
            if (each.isJsonArray()) {
                values.add(values(each.getAsJsonArray()));
            } else if (each instanceof JsonPrimitive value) {
                values.add(value.isNumber() ? (Object) value.getAsDouble() : value.getAsString());
            } else {
                throw new IllegalArgumentException("neither a value nor an array");
            }
        }
        return values;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
