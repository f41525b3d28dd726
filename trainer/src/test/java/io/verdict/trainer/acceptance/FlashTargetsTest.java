package io.verdict.trainer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.trainer.data.ListDataBuilder;
import io.verdict.trainer.data.Target;
import io.verdict.trainer.data.TargetForm;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.VerdictException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The acceptance cases of Flash's tests on the forms of targets. */
class FlashTargetsTest {
    private static final List<String> COLOURS = List.of("blue", "green", "red");
    private static final List<String> NUMBERS = List.of("0", "1", "2");
    /** The labels of the rows where all three cases of several labels have two each. */
    private static final List<List<Integer>> PAIRS = List.of(List.of(0, 1), List.of(1, 2), List.of(0, 2));
    /** The same where the first row has one label, and so looks like a text of one. */
    private static final List<List<Integer>> ONE_ALONE = List.of(List.of(0), List.of(1, 2), List.of(0, 2));

    private static final List<List<Integer>> ONE_EACH = List.of(List.of(0), List.of(1), List.of(2));

    private static TextClassificationData load(List<?> targets) {
        ListDataBuilder lists = TextClassificationData.fromLists()
                .train(
                        IntStream.range(0, targets.size())
                                .mapToObj(i -> "text " + i)
                                .toList(),
                        targets);
        return lists.load();
    }

    private static List<Target> targets(TextClassificationData data) {
        List<Target> targets = new ArrayList<>();
        data.train().orElseThrow().forEach(example -> targets.add(example.target()));
        return targets;
    }

    private static Arguments form(TargetForm form, List<String> names, List<List<Integer>> expected, Object... given) {
        return Arguments.of(form, names, expected, List.of(given));
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                form(TargetForm.NUMBER, NUMBERS, ONE_EACH, 0, 1, 2),
                form(TargetForm.ONE_HOT, NUMBERS, ONE_EACH, List.of(1, 0, 0), List.of(0, 1, 0), List.of(0, 0, 1)),
                form(TargetForm.LABEL, COLOURS, ONE_EACH, "blue", "green", "red"),
                form(TargetForm.NUMBERS, NUMBERS, PAIRS, List.of(0, 1), List.of(1, 2), List.of(2, 0)),
                form(TargetForm.MULTI_HOT, NUMBERS, PAIRS, List.of(1, 1, 0), List.of(0, 1, 1), List.of(1, 0, 1)),
                form(
                        TargetForm.LABELS,
                        COLOURS,
                        PAIRS,
                        List.of("blue", "green"),
                        List.of("green", "red"),
                        List.of("red", "blue")),
                form(TargetForm.COMMA, COLOURS, PAIRS, "blue,green", "green,red", "red,blue"));
    }

    static Stream<Arguments> ambiguousMixes() {
        return Stream.of(
                form(TargetForm.NUMBERS, NUMBERS, ONE_ALONE, List.of(0), List.of(1, 2), List.of(2, 0)),
                form(TargetForm.MULTI_HOT, NUMBERS, ONE_ALONE, List.of(1, 0, 0), List.of(0, 1, 1), List.of(1, 0, 1)),
                form(
                        TargetForm.LABELS,
                        COLOURS,
                        ONE_ALONE,
                        List.of("blue"),
                        List.of("green", "red"),
                        List.of("red", "blue")),
                form(TargetForm.COMMA, COLOURS, ONE_ALONE, "blue", "green,red", "red,blue"));
    }

    static Stream<Arguments> blanks() {
        return Stream.of(
                form(TargetForm.LABEL, COLOURS, ONE_EACH, "blue ", " green", "\tred "),
                form(TargetForm.COMMA, COLOURS, ONE_ALONE, "blue", "green, red", "red, blue"),
                form(TargetForm.COMMA, COLOURS, ONE_ALONE, " blue ", "green ,red", "red , blue "));
    }

    /** Of one label each, and then of several. */
    @ParameterizedTest
    @MethodSource({"forms", "ambiguousMixes", "blanks"})
    void everyFormIsFoundAndReadWithAmbiguousMixesAndPaddedLabels(
            TargetForm form, List<String> names, List<List<Integer>> expected, List<?> given) {
        TextClassificationData data = load(given);
        assertThat(data.targetForm()).contains(form);
        assertThat(data.multiLabel()).isEqualTo(form.isMultiLabel());
        assertThat(data.numClasses()).isEqualTo(3);
        assertThat(data.labels().names()).isEqualTo(names);
        assertThat(targets(data))
                .isEqualTo(expected.stream()
                        .map(labels -> form.isMultiLabel() ? new Target.Several(labels) : new Target.One(labels.get(0)))
                        .toList());
    }

    @Test
    void mixedFormsAreAnErrorWithBoth() {
        assertThatThrownBy(() -> load(List.of("blue", List.of("green", "red"))))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("targets must all be of one form")
                .hasMessageContaining("the name blue")
                .hasMessageContaining("the list of labels [green, red]");
    }

    /** Without a limit in time, which depends on the machine; {@code benchmarks/run targets} measures it. */
    @ParameterizedTest
    @MethodSource("tenThousand")
    void tenThousandClassesAndAHundredThousandTargets(TargetForm form, List<?> given) {
        TextClassificationData data = load(given);
        assertThat(data.targetForm()).contains(form);
        assertThat(data.numClasses()).isEqualTo(10_000);
        int[] row = {0};
        data.train().orElseThrow().forEach(example -> {
            int label = row[0]++ % 10_000;
            // Names are sorted as texts: class 1 comes before class 10, and that before class 2.
            String name = form == TargetForm.NUMBER || form == TargetForm.NUMBERS ? "" + label : "class " + label;
            assertThat(example.target().labels())
                    .contains(data.labels().index(name).orElseThrow());
        });
        assertThat(row[0]).isEqualTo(100_000);
    }

    static Stream<Arguments> tenThousand() {
        return Stream.of(
                Arguments.of(TargetForm.NUMBER, hundredThousand(i -> i % 10_000)),
                Arguments.of(TargetForm.LABEL, hundredThousand(i -> "class " + i % 10_000)),
                Arguments.of(TargetForm.NUMBERS, hundredThousand(i -> List.of(i % 10_000, (i * 7 + 1) % 10_000))),
                Arguments.of(
                        TargetForm.LABELS,
                        hundredThousand(i -> List.of("class " + i % 10_000, "class " + (i * 7 + 1) % 10_000))),
                Arguments.of(
                        TargetForm.COMMA,
                        hundredThousand(i -> "class " + i % 10_000 + ", class " + (i * 7 + 1) % 10_000)));
    }

    private static List<?> hundredThousand(IntFunction<Object> target) {
        return IntStream.range(0, 100_000).mapToObj(target).toList();
    }
}
