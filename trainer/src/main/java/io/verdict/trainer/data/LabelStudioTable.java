package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Nearest;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Label Studio export: a row for each annotation, so that a text that two people labelled is there twice. What was
 * skipped, and what nobody labelled, is left out. If only the texts are asked for there is a row for each task.
 *
 * @param input the field of the tasks' data that holds the texts
 * @param control the name of the control the labels were chosen with; empty where nothing is labelled
 * @param multiLabel whether a text can have several labels, or none
 * @param groundTruth the annotations that are marked as the right answers, or those that are not; {@code null} for all
 */
record LabelStudioTable(
        DataFile file,
        String input,
        String control,
        boolean multiLabel,
        @Nullable Boolean groundTruth) implements FileTable {
    static final String TEXT = "text";
    static final String LABEL = "label";

    /** Tasks that are read to learn what fields and controls there are. */
    private static final int LOOKED_AT = 1000;

    /**
     * Looks at the first tasks of an export.
     *
     * @param inputField the field with the texts; {@code null} for "text", or the only one there is
     * @param targetField the control with the labels; {@code null} for the only one there is
     */
    static LabelStudioTable open(
            Path path, @Nullable String inputField, @Nullable String targetField, boolean multiLabel) {
        DataFile file = DataFile.of(path);
        Set<String> inputs = new LinkedHashSet<>();
        Set<String> controls = new LinkedHashSet<>();
        try (JsonRows rows = new JsonRows(file, "", bytes -> {})) {
            for (int i = 0; i < LOOKED_AT && rows.hasNext(); i++) {
                LabelStudioTask task = rows.next(LabelStudioTask::read);
                inputs.addAll(task.data().keySet());
                task.annotations().forEach(each -> each.results().forEach(result -> controls.add(result.control())));
            }
        }
        if (inputs.isEmpty()) {
            throw new VerdictException("There are no tasks in " + path + ".");
        }
        String input = chosen(path, inputField == null && inputs.contains(TEXT) ? TEXT : inputField, inputs, "field");
        String control = controls.isEmpty() ? "" : chosen(path, targetField, controls, "control");
        return new LabelStudioTable(file, input, control, multiLabel, null);
    }

    private static String chosen(Path path, @Nullable String wanted, Collection<String> all, String what) {
        if (wanted == null && all.size() == 1) {
            return all.iterator().next();
        }
        String names = String.join(", ", all);
        if (wanted == null) {
            String option = what.equals("field") ? "input_field" : "target_field";
            throw new VerdictException(
                    path + " has " + all.size() + " " + what + "s: " + names + ". Name one (" + option + ").");
        }
        if (!all.contains(wanted)) {
            throw new VerdictException(path + " has no " + what + " \"" + wanted + "\"; its " + what + "s are: " + names
                    + "." + Nearest.hint(wanted, all));
        }
        return wanted;
    }

    /** The annotations that are marked as the right answers, or the others. */
    LabelStudioTable withGroundTruth(boolean wanted) {
        return new LabelStudioTable(file, input, control, multiLabel, wanted);
    }

    @Override
    public List<String> fields() {
        return control.isEmpty() ? List.of(TEXT) : List.of(TEXT, LABEL);
    }

    @Override
    public String where(String field) {
        return field.equals(TEXT) ? " in field \"" + input + "\"" : "";
    }

    @Override
    public int index(String field) {
        if (field.equals(LABEL) && control.isEmpty()) {
            throw new VerdictException(name() + " has no choices or ratings that could be labels.");
        }
        return FileTable.super.index(field);
    }

    @Override
    public Stream<TableRow> stream(List<String> wanted, LongConsumer progress) {
        List<Boolean> isText = wanted.stream().map(field -> index(field) == 0).toList();
        JsonRows tasks = new JsonRows(file, "", progress);
        return TableRow.stream(new Annotations(tasks, isText), tasks::close);
    }

    private final class Annotations implements Iterator<TableRow> {
        private final JsonRows tasks;
        private final List<Boolean> isText;
        private final Queue<TableRow> ready = new ArrayDeque<>();

        Annotations(JsonRows tasks, List<Boolean> isText) {
            this.tasks = tasks;
            this.isText = isText;
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && tasks.hasNext()) {
                add(tasks.next(LabelStudioTask::read));
            }
            return !ready.isEmpty();
        }

        @Override
        public TableRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException(name() + " has no more tasks");
            }
            return ready.remove();
        }

        private void add(LabelStudioTask task) {
            if (!isText.contains(false)) {
                ready.add(row(task, new Cell.Missing()));
                return;
            }
            for (LabelStudioTask.Annotation annotation : task.annotations()) {
                List<Cell> labels = annotation.results().stream()
                        .filter(result -> result.control().equals(control))
                        .flatMap(result -> result.values().stream())
                        .toList();
                boolean wanted = groundTruth == null || groundTruth == annotation.groundTruth();
                if (wanted && !labels.isEmpty()) {
                    ready.add(row(task, label(task, labels)));
                }
            }
        }

        private Cell label(LabelStudioTask task, List<Cell> labels) {
            if (multiLabel) {
                return new Cell.Many(labels);
            }
            if (labels.size() > 1) {
                throw new VerdictException(place(task.line()) + ": this task has " + labels.size() + " labels: "
                        + new Cell.Many(labels).text() + ". Read the export as multi-label (multi_label).");
            }
            return labels.get(0);
        }

        private TableRow row(LabelStudioTask task, Cell label) {
            return new TableRow(
                    task.line(),
                    isText.stream()
                            .map(text -> text ? task.input(input) : label)
                            .toList());
        }
    }
}
