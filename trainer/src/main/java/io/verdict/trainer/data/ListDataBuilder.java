package io.verdict.trainer.data;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Data from texts and labels in memory. */
public final class ListDataBuilder extends DataBuilder<ListDataBuilder> {
    private final Map<Part, Table> tables = new EnumMap<>(Part.class);

    ListDataBuilder() {}

    /** Texts to train on and, in the same order, their targets: texts, numbers, or lists of these. */
    public ListDataBuilder train(List<String> texts, List<?> targets) {
        return put(Part.TRAIN, "the training data", texts, targets);
    }

    public ListDataBuilder valid(List<String> texts, List<?> targets) {
        return put(Part.VALID, "the validation data", texts, targets);
    }

    public ListDataBuilder test(List<String> texts, List<?> targets) {
        return put(Part.TEST, "the test data", texts, targets);
    }

    public ListDataBuilder predict(List<String> texts) {
        tables.put(Part.PREDICT, ListTable.ofTexts("the prediction data", texts));
        return this;
    }

    private ListDataBuilder put(Part part, String name, List<String> texts, List<?> targets) {
        tables.put(
                part,
                ListTable.of(name, texts, targets.stream().map(Values::cell).toList()));
        return this;
    }

    @Override
    ListDataBuilder self() {
        return this;
    }

    @Override
    @Nullable
    Table table(Part part) {
        return tables.get(part);
    }

    @Override
    String inputField() {
        return ListTable.TEXT;
    }

    @Override
    List<String> targetFields() {
        return List.of(ListTable.TARGET);
    }
}
