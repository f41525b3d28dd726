package io.verdict.trainer.report;

import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.TextSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds the texts that a model got wrong although it was sure: wrong labels in the data, or what it did not learn. */
final class Mistakes {
    private Mistakes() {}

    /**
     * The most confident ones, the most confident first.
     *
     * @param source the texts, in the order of the answers; may go on after them
     */
    static List<Mistake> of(Answers answers, TextSource source, int most) {
        Map<Integer, Double> confidences = new TreeMap<>();
        for (int text = 0; text < answers.size(); text++) {
            OptionalDouble confidence = confidence(answers, text);
            if (confidence.isPresent()) {
                confidences.put(text, confidence.getAsDouble());
            }
        }
        List<Integer> chosen = confidences.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
        Map<Integer, Example> examples = examples(source, new HashSet<>(chosen));
        List<Mistake> mistakes = new ArrayList<>();
        for (int text : chosen) {
            Example example = examples.get(text);
            if (example != null) {
                mistakes.add(new Mistake(
                        example.line(),
                        example.text(),
                        example.pair(),
                        names(answers, answers.truths().get(text)),
                        names(answers, answers.predicted(text)),
                        confidences.getOrDefault(text, Double.NaN)));
            }
        }
        return mistakes;
    }

    /** How sure the model is of what is wrong; empty if nothing is. Of several labels, of the worst decision. */
    private static OptionalDouble confidence(Answers answers, int text) {
        List<Integer> truth = answers.truths().get(text);
        List<Integer> predicted = answers.predicted(text);
        List<Double> row = answers.probabilities().get(text);
        if (!answers.multiLabel()) {
            return truth.equals(predicted) ? OptionalDouble.empty() : OptionalDouble.of(row.get(predicted.get(0)));
        }
        DoubleStream added =
                predicted.stream().filter(label -> !truth.contains(label)).mapToDouble(row::get);
        DoubleStream missed =
                truth.stream().filter(label -> !predicted.contains(label)).mapToDouble(label -> 1 - row.get(label));
        return DoubleStream.concat(added, missed).max();
    }

    private static Map<Integer, Example> examples(TextSource source, Set<Integer> wanted) {
        Map<Integer, Example> found = new TreeMap<>();
        try (Stream<Example> stream = source.stream()) {
            Iterator<Example> examples = stream.iterator();
            for (int text = 0; found.size() < wanted.size() && examples.hasNext(); text++) {
                Example example = examples.next();
                if (wanted.contains(text)) {
                    found.put(text, example);
                }
            }
        }
        return found;
    }

    private static List<String> names(Answers answers, List<Integer> labels) {
        return IntStream.range(0, labels.size())
                .mapToObj(i -> answers.labels().get(labels.get(i)))
                .toList();
    }
}
