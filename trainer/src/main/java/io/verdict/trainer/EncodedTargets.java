package io.verdict.trainer;

import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.Target;
import io.verdict.transformer.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The targets of encoded texts: four bytes a text where each has one class, else the labels of each. Immutable.
 */
final class EncodedTargets {
    private final int labels;
    private final int[] classes;
    /** The targets of all texts, where a text can have several labels; else none. */
    private final List<Target> several;

    private EncodedTargets(int labels, int[] classes, List<Target> several) {
        this.labels = labels;
        this.classes = classes;
        this.several = several;
    }

    boolean multiLabel() {
        return !several.isEmpty();
    }

    Target target(int text) {
        if (multiLabel()) {
            return several.get(text);
        }
        return classes[text] == Example.UNLABELLED ? Target.NONE : new Target.One(classes[text]);
    }

    /** The targets of these texts, as the loss takes them. */
    Targets of(int... texts) {
        return multiLabel()
                ? new Targets.Multilabel(
                        Arrays.stream(texts).mapToObj(this::probabilities).toList())
                : new Targets.Classes(
                        Arrays.stream(texts).map(text -> classes[text]).boxed().toList());
    }

    private List<Double> probabilities(int text) {
        Target target = several.get(text);
        return target instanceof Target.Soft soft ? soft.probabilities() : multiHot(target.labels(), labels);
    }

    /** 1 for each of the labels, 0 for all others. */
    static List<Double> multiHot(List<Integer> ofText, int labels) {
        List<Double> row = new ArrayList<>(Collections.nCopies(labels, 0.0));
        ofText.forEach(label -> row.set(label, 1.0));
        return row;
    }

    /** Values that differ where targets do, but for chance. */
    int[] checksums() {
        return multiLabel() ? several.stream().mapToInt(Target::hashCode).toArray() : classes;
    }

    /** Collects targets in the order of the texts. */
    static final class Collector {
        private final int labels;
        private final List<Target> several = new ArrayList<>();
        private int[] classes = new int[1 << 10];
        private int size;

        /** @param labels how many there are */
        Collector(int labels) {
            this.labels = labels;
        }

        void add(Target target) {
            if (target instanceof Target.Several || target instanceof Target.Soft) {
                several.add(target);
                return;
            }
            if (size == classes.length) {
                classes = Arrays.copyOf(classes, 2 * size);
            }
            classes[size++] = target instanceof Target.One one ? one.label() : Example.UNLABELLED;
        }

        EncodedTargets finish() {
            if (size > 0 && !several.isEmpty()) {
                throw new IllegalStateException(size + " texts have one label, " + several.size() + " any number");
            }
            return new EncodedTargets(labels, Arrays.copyOf(classes, size), several);
        }
    }
}
