package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.Nearest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** How much the texts of each class count in the cross-entropy. */
public sealed interface ClassWeights {
    /** All count alike. */
    ClassWeights NONE = new None();

    /** All classes count alike, however many texts they have. */
    ClassWeights BALANCED = new Balanced();

    /** For messages and config files. */
    String text();

    /**
     * One weight a class; empty if all are alike.
     *
     * @param classCounts the training texts of each class
     * @throws VerdictException if a class is named that there is not, or a text can have several labels
     */
    List<Double> of(Labels labels, List<Integer> classCounts);

    private static void requireOneLabel(Labels labels) {
        if (labels.isMultiLabel()) {
            throw new VerdictException("class_weights are for texts with one label; where they can have several, draw"
                    + " the texts with rare ones more often (sampling weighted)");
        }
    }

    /** See {@link #NONE}. */
    record None() implements ClassWeights {
        @Override
        public String text() {
            return "none";
        }

        @Override
        public List<Double> of(Labels labels, List<Integer> classCounts) {
            return List.of();
        }
    }

    /** See {@link #BALANCED}; scikit-learn's {@code class_weight="balanced"}. */
    record Balanced() implements ClassWeights {
        @Override
        public String text() {
            return "balanced";
        }

        /** Texts by classes and texts of the class; a class without texts has none to weigh. */
        @Override
        public List<Double> of(Labels labels, List<Integer> counts) {
            requireOneLabel(labels);
            double texts = counts.stream().mapToInt(Integer::intValue).sum();
            long classes = counts.stream().filter(count -> count > 0).count();
            return counts.stream()
                    .map(count -> count == 0 ? 0 : texts / (classes * count))
                    .toList();
        }
    }

    /**
     * Weights by the classes' names; those that are not named weigh 1.
     *
     * @param weights finite and not negative
     */
    record Given(Map<String, Double> weights) implements ClassWeights {
        public Given {
            weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
            weights.forEach((name, weight) -> {
                if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                    throw new VerdictException(
                            "The class weight of " + name + " is " + weight + ", must be finite and not negative");
                }
            });
        }

        @Override
        public String text() {
            return weights.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining(","));
        }

        @Override
        public List<Double> of(Labels labels, List<Integer> classCounts) {
            requireOneLabel(labels);
            List<Double> inOrder = new ArrayList<>(Collections.nCopies(labels.size(), 1.0));
            weights.forEach((name, weight) -> {
                OptionalInt index = labels.index(name);
                if (index.isEmpty()) {
                    throw new VerdictException("class_weights names \"" + name + "\", which is no label. There are: "
                            + String.join(", ", labels.names()) + "." + Nearest.hint(name, labels.names()));
                }
                inOrder.set(index.getAsInt(), weight);
            });
            return inOrder;
        }
    }

    /**
     * Weights as they are written on the command line: {@code none}, {@code balanced}, or {@code spam=2,ham=0.5}.
     *
     * @throws VerdictException if they are none of these
     */
    static ClassWeights fromText(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("none") || word.equals("balanced")) {
            return word.equals("none") ? NONE : BALANCED;
        }
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.lastIndexOf('=');
            try {
                weights.put(
                        part.substring(0, Math.max(equals, 0)).strip(),
                        Double.valueOf(part.substring(equals + 1).strip()));
            } catch (NumberFormatException e) {
                equals = -1;
            }
            if (equals <= 0) {
                throw new VerdictException("class_weights is \"" + text
                        + "\"; it must be none, balanced, or weights by label, such as spam=2,ham=0.5");
            }
        }
        return new Given(weights);
    }
}
