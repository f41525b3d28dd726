package io.verdict.trainer.report;

import io.verdict.trainer.doctor.Diagnosis;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is to tell of a run, for the HTML report and the model card. Made by {@link #builder}.
 *
 * @param name of the model, the heading of the report
 * @param labels the names of the model's labels
 * @param multiLabel whether a text can have several labels
 * @param backbone the encoder's name; empty if it is not known
 * @param maxLength tokens to which texts are cut
 * @param data what the training data is like; empty for a model that is only evaluated
 * @param history how training went; without rows for a model that is only evaluated
 * @param steps single updates, for the curves
 * @param outcome how good the model is; empty if it was not evaluated
 * @param settings how it was trained: names and values, in the order in which they are shown
 * @param config all options as a config file; empty if there is none
 * @param environment where it was trained: versions, hardware, time
 */
public record RunFacts(
        String name,
        List<String> labels,
        boolean multiLabel,
        String backbone,
        int maxLength,
        Optional<Diagnosis> data,
        History history,
        List<StepPoint> steps,
        Optional<Outcome> outcome,
        Map<String, String> settings,
        String config,
        Map<String, String> environment) {
    public RunFacts {
        labels = List.copyOf(labels);
        steps = List.copyOf(steps);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** The facts of a model; all others are added as they are known. */
    public static Builder builder(String name, List<String> labels, boolean multiLabel) {
        return new Builder(name, labels, multiLabel);
    }

    /** Gathers the facts. */
    public static final class Builder {
        private final String name;
        private final List<String> labels;
        private final boolean multiLabel;
        private String backbone = "";
        private int maxLength;
        private Optional<Diagnosis> data = Optional.empty();
        private History history = History.EMPTY;
        private List<StepPoint> steps = List.of();
        private Optional<Outcome> outcome = Optional.empty();
        private Map<String, String> settings = Map.of();
        private String config = "";
        private String version = "";

        private Builder(String name, List<String> labels, boolean multiLabel) {
            this.name = name;
            this.labels = labels;
            this.multiLabel = multiLabel;
        }

        public Builder backbone(String value) {
            backbone = value;
            return this;
        }

        public Builder maxLength(int value) {
            maxLength = value;
            return this;
        }

        public Builder data(Diagnosis value) {
            data = Optional.of(value);
            return this;
        }

        public Builder history(History value) {
            history = value;
            return this;
        }

        public Builder steps(List<StepPoint> value) {
            steps = value;
            return this;
        }

        public Builder outcome(Outcome value) {
            outcome = Optional.of(value);
            return this;
        }

        public Builder settings(Map<String, String> value) {
            settings = value;
            return this;
        }

        public Builder config(String value) {
            config = value;
            return this;
        }

        /** The version of Verdict. */
        public Builder version(String value) {
            version = value;
            return this;
        }

        /** The facts, with those of this machine. */
        public RunFacts build() {
            Map<String, String> environment = new LinkedHashMap<>();
            if (!version.isEmpty()) {
                environment.put("Verdict", version);
            }
            environment.putAll(Environment.here());
            return new RunFacts(
                    name,
                    labels,
                    multiLabel,
                    backbone,
                    maxLength,
                    data,
                    history,
                    steps,
                    outcome,
                    settings,
                    config,
                    environment);
        }
    }
}
