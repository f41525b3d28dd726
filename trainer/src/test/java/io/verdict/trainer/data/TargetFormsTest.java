package io.verdict.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every form of targets: found, told, mixed. */
class TargetFormsTest {
    @TempDir
    private Path folder;

    private static List<String> texts(int size) {
        return IntStream.range(0, size).mapToObj(i -> "text " + i).toList();
    }

    private static ListDataBuilder lists(List<?> targets) {
        return TextClassificationData.fromLists().train(texts(targets.size()), targets);
    }

    private static TextClassificationData load(Object... targets) {
        return lists(List.of(targets)).load();
    }

    private static List<Target> targets(TextClassificationData data) {
        List<Target> targets = new ArrayList<>();
        data.train().orElseThrow().forEach(example -> targets.add(example.target()));
        return targets;
    }

    private static Target several(Integer... labels) {
        return new Target.Several(List.of(labels));
    }

    private static void assertFails(Runnable action, String message) {
        assertThatThrownBy(action::run).isInstanceOf(VerdictException.class).hasMessage(message);
    }

    @Test
    void stringLabelsAreTrimmedAndSorted() {
        TextClassificationData data = load("positive", " negative ", "neutral", "positive");
        assertThat(data.labels().names()).containsExactly("negative", "neutral", "positive");
        assertThat(data.describeTargets()).isEqualTo("target `target`: labels, 3 distinct, single-label");
        assertThat(data.targetForm()).contains(TargetForm.LABEL);
        assertThat(data.multiLabel()).isFalse();
        assertThat(targets(data).get(1)).isEqualTo(new Target.One(0));
    }

    @Test
    void numbersHaveAsManyClassesAsTheLargestAndOne() {
        TextClassificationData data = load(3, 0, 1.0, 0);
        assertThat(data.numClasses()).isEqualTo(4);
        assertThat(data.describeTargets()).isEqualTo("target `target`: numbers, 4 classes (0 to 3), single-label");
        assertThat(targets(data).get(0)).isEqualTo(new Target.One(3));
    }

    @Test
    void oneHotListsHaveOneClass() {
        TextClassificationData data = load(List.of(0, 1, 0), List.of(1, 0, 0), List.of(0, 0, 1));
        assertThat(data.describeTargets())
                .isEqualTo("target `target`: one-hot lists, 3 classes (0 to 2), single-label");
        assertThat(targets(data)).containsExactly(new Target.One(1), new Target.One(0), new Target.One(2));
    }

    @Test
    void binaryListsWithAnotherNumberOfOnesAreMultiHot() {
        TextClassificationData data = load(List.of(0, 1, 1), List.of(1, 0, 0), List.of(0, 0, 0));
        assertThat(data.describeTargets())
                .isEqualTo("target `target`: multi-hot lists, 3 classes (0 to 2), multi-label");
        assertThat(data.multiLabel()).isTrue();
        assertThat(targets(data)).containsExactly(several(1, 2), several(0), several());
        assertThat(data.train().orElseThrow().classCounts()).containsExactly(1, 1, 1);
    }

    @Test
    void listsOfNumbersAreNumbersOfClasses() {
        TextClassificationData data = load(List.of(0, 3), List.of(2), List.of(1, 0, 3), List.of());
        assertThat(data.describeTargets())
                .isEqualTo("target `target`: lists of numbers, 4 classes (0 to 3), multi-label");
        assertThat(targets(data)).containsExactly(several(0, 3), several(2), several(0, 1, 3), several());
    }

    @Test
    void listsOfLabels() {
        TextClassificationData data = load(List.of("red", " green"), List.of("blue"), List.of());
        assertThat(data.labels().names()).containsExactly("blue", "green", "red");
        assertThat(data.describeTargets()).isEqualTo("target `target`: lists of labels, 3 distinct, multi-label");
        assertThat(targets(data)).containsExactly(several(1, 2), several(0), several());
    }

    @Test
    void greenCommaRedIsTwoLabelsWithBlanksAnywhere() {
        TextClassificationData data = load("green, red", "green ,red", " blue ", "red,green , blue");
        assertThat(data.labels().names()).containsExactly("blue", "green", "red");
        assertThat(data.describeTargets())
                .isEqualTo("target `target`: comma-delimited labels, 3 distinct, multi-label");
        assertThat(targets(data)).containsExactly(several(1, 2), several(1, 2), several(0), several(0, 1, 2));
    }

    @Test
    void spacesDelimitOnlyWhenTold() {
        assertThat(load("very positive", "positive").labels().names()).containsExactly("positive", "very positive");
        TextClassificationData told = lists(List.of("very positive", "positive"))
                .targetForm(TargetForm.SPACE)
                .load();
        assertThat(told.labels().names()).containsExactly("positive", "very");
        assertThat(told.describeTargets())
                .isEqualTo("target `target`: space-delimited labels, 2 distinct, multi-label, as told");
        assertThat(targets(told)).containsExactly(several(0, 1), several(0));
    }

    @Test
    void softLabelsAreProbabilitiesOfEach() {
        TextClassificationData data = load(List.of(0.1, 0.9, 0), List.of(0.5, 0.2, 1));
        assertThat(data.describeTargets()).isEqualTo("target `target`: soft labels, 3 classes (0 to 2), multi-label");
        assertThat(targets(data).get(0)).isEqualTo(new Target.Soft(List.of(0.1, 0.9, 0.0)));
        assertThat(data.train().orElseThrow().classCounts()).containsExactly(1, 1, 1);
    }

    @Test
    void severalColumnsAreMultiHotOneHotOrSoft() throws IOException {
        Path file = Files.writeString(
                folder.resolve("t.csv"), "text,spam,ad,p,q\na,1,0,0.2,0\nb,1,1,1,1\nc,0,0,0,0.5\nd,0,true,0,0\n");
        FileDataBuilder csv =
                TextClassificationData.fromCsv().inputField("text").trainFile(file);
        TextClassificationData hot = csv.targetFields(List.of("spam", "ad")).load();
        assertThat(hot.labels()).isEqualTo(Labels.multiLabel(List.of("spam", "ad")));
        assertThat(hot.describeTargets()).isEqualTo("targets `spam`, `ad`: multi-hot columns, 2 distinct, multi-label");
        assertThat(targets(hot)).containsExactly(several(0), several(0, 1), several(), several(1));
        TextClassificationData soft = csv.targetFields(List.of("p", "q")).load();
        assertThat(soft.describeTargets()).isEqualTo("targets `p`, `q`: soft labels, 2 distinct, multi-label");
        TextClassificationData other = TextClassificationData.fromCsv()
                .inputField("text")
                .targetFields(List.of("ad", "spam"))
                .testFile(file)
                .labels(hot.labels())
                .load();
        List<List<Integer>> read = new ArrayList<>();
        other.test().orElseThrow().forEach(example -> read.add(example.target().labels()));
        assertThat(read).containsExactly(List.of(0), List.of(0, 1), List.of(), List.of(1));
        assertFails(
                () -> csv.targetFields(List.of("spam", "ad"))
                        .targetForm(TargetForm.COMMA)
                        .load(),
                "target_form comma is for one target field, but there are spam, ad. Of several fields the forms are"
                        + " one_hot, multi_hot and soft.");
        csv.targetForm(TargetForm.MULTI_HOT);
        assertThat(targets(csv.load())).containsExactly(several(0), several(0, 1), several(), several(1));
        Path wrong = Files.writeString(folder.resolve("w.csv"), "text,spam,ad\na,1,0\nb,2,1\n");
        assertThatThrownBy(() -> TextClassificationData.fromCsv()
                        .inputField("text")
                        .targetFields(List.of("spam", "ad"))
                        .trainFile(wrong)
                        .load())
                .hasMessageContaining("line 3 has [2, 1]")
                .hasMessageContaining("0 or 1, or probabilities");
    }

    @Test
    void ambiguousMixesAreSettledByTheOthers() {
        // Alone [1, 0] is one-hot, [0, 1] too; beside [2] they are numbers of classes.
        assertThat(load(List.of(1, 0), List.of(0, 1)).targetForm()).contains(TargetForm.ONE_HOT);
        assertThat(load(List.of(1, 0), List.of(1, 1)).targetForm()).contains(TargetForm.MULTI_HOT);
        assertThat(load(List.of(1, 0), List.of(2)).targetForm()).contains(TargetForm.NUMBERS);
        assertThat(load("1,0,0", "0,1,1").targetForm()).contains(TargetForm.MULTI_HOT);
        assertThat(load("1", "0,2").targetForm()).contains(TargetForm.NUMBERS);
        assertThat(targets(load("1", "0,2"))).containsExactly(several(1), several(0, 2));
        assertThat(load("a", "a,b").targetForm()).contains(TargetForm.COMMA);
    }

    @Test
    void mixedFormsAreErrorsWithExamplesOfBoth() {
        assertFails(
                () -> load("a", 2, "b"),
                "the training data, entry 2: labels must be all numbers or all names; entry 2 has the number 2,"
                        + " entry 1 the name a.");
        String tell = " Tell the form that is meant (target_form) if it is one of them.";
        assertFails(
                () -> load("1,2", "a,b"),
                "the training data, entry 2: targets must all be of one form; entry 1 has the numbers [1, 2],"
                        + " entry 2 the labels [a, b]." + tell);
        assertFails(
                () -> load(List.of("a"), "b"),
                "the training data, entry 2: targets must all be of one form; entry 2 has the name b,"
                        + " entry 1 the list of labels [a]." + tell);
        assertFails(
                () -> load(List.of(1, 2), List.of("a")),
                "the training data, entry 2: targets must all be of one form; entry 1 has the list of numbers [1, 2],"
                        + " entry 2 the list of labels [a]." + tell);
        assertThatThrownBy(() -> load(List.of(0.5, 0.5), List.of(1, 0, 0)))
                .hasMessageContaining("entry 1 has [0.5, 0.5], which can only be probabilities")
                .hasMessageContaining("entry 2 has [1, 0, 0]");
        assertThatThrownBy(() -> load(List.of(1, 0, 1), List.of(3)))
                .hasMessageContaining("entry 1 has [1, 0, 1]")
                .hasMessageContaining("entry 2 has [3]");
    }

    @Test
    void aFormThatIsToldIsTaken() {
        List<String> cities = List.of("Portland, OR", "Paris", "Portland, OR");
        assertThat(lists(cities).load().multiLabel()).isTrue();
        TextClassificationData data = lists(cities).targetForm(TargetForm.LABEL).load();
        assertThat(data.labels()).isEqualTo(Labels.of(List.of("Paris", "Portland, OR")));
        assertThat(data.describeTargets()).endsWith("labels, 2 distinct, single-label, as told");
        TextClassificationData tags =
                lists(List.of("java,8", "8", "")).targetForm(TargetForm.COMMA).load();
        assertThat(tags.labels().names()).containsExactly("8", "java");
        assertThat(targets(tags)).containsExactly(several(0, 1), several(0), several());
        TextClassificationData multiHot = lists(List.of(List.of(0, 1), List.of(1, 0)))
                .targetForm(TargetForm.MULTI_HOT)
                .load();
        assertThat(targets(multiHot)).containsExactly(several(1), several(0));
        assertThatThrownBy(() ->
                        lists(List.of("a", "b")).targetForm(TargetForm.SOFT).load())
                .hasMessage("the training data, entry 1: the target a is not of the form soft, which was told.");
        assertThatThrownBy(() -> lists(List.of(List.of(0, 1), List.of(1, 1)))
                        .targetForm(TargetForm.ONE_HOT)
                        .load())
                .hasMessageContaining("entry 2: the target has 2 ones; one-hot has one");
    }

    @Test
    void emptyTargetsAndEmptyLabelsAreErrors() throws IOException {
        Path file = Files.writeString(folder.resolve("e.csv"), "text,label\na,x\nb,  \n");
        assertFails(
                () -> TextClassificationData.fromCsv()
                        .inputField("text")
                        .targetField("label")
                        .trainFile(file)
                        .load(),
                file + ", line 3: the label in column \"label\" is empty. Remove the row or give it a label.");
        assertFails(
                () -> load("a,b", " "),
                "the training data, entry 2: the label is empty. Remove the row or give it a label.");
        assertFails(() -> load("a,,b", "c"), "the training data, entry 1: there is an empty label in [a, , b].");
    }

    @ParameterizedTest
    @EnumSource(TargetForm.class)
    void everyFormIsFoundByItsName(TargetForm form) {
        assertThat(TargetForm.fromId(form.id())).isEqualTo(form);
        assertThat(TargetForm.fromId(
                        form.id().toUpperCase(java.util.Locale.ROOT).replace('_', '-')))
                .isEqualTo(form);
        assertThatThrownBy(() -> TargetForm.fromId("onehot"))
                .hasMessage("Unknown target_form \"onehot\"; there are: number, label, one_hot, numbers, labels, comma,"
                        + " space, multi_hot, soft. Did you mean \"one_hot\"?");
    }

    @Test
    void aMultiLabelModelReadsItsLabelsInAnyForm() {
        Labels model = Labels.multiLabel(List.of("blue", "green", "red"));
        for (List<?> written : List.of(
                List.of("red,blue", "green"),
                List.of(List.of("blue", "red"), List.of("green")),
                List.of(List.of(1, 0, 1), List.of(0, 1, 0)))) {
            TextClassificationData data = TextClassificationData.fromLists()
                    .test(texts(2), written)
                    .labels(model)
                    .load();
            List<List<Integer>> read = new ArrayList<>();
            data.test()
                    .orElseThrow()
                    .forEach(example -> read.add(example.target().labels()));
            assertThat(read).containsExactly(List.of(0, 2), List.of(1));
        }
        assertThatThrownBy(() -> TextClassificationData.fromLists()
                        .test(texts(1), List.of("red,blu"))
                        .labels(model)
                        .load())
                .hasMessageContaining("unknown label \"blu\"")
                .hasMessageContaining("Did you mean \"blue\"?");
    }

    @Test
    void pairsOfTextsAreTwoFields() throws IOException {
        Path file = Files.writeString(folder.resolve("p.csv"), "first,second,label\na,b,x\nc,d,y\n");
        FileDataBuilder csv =
                TextClassificationData.fromCsv().targetField("label").trainFile(file);
        List<Example> examples = new ArrayList<>();
        csv.inputFields(List.of("first", "second")).load().train().orElseThrow().forEach(examples::add);
        assertThat(examples.get(1).text()).isEqualTo("c");
        assertThat(examples.get(1).pair()).contains("d");
        assertFails(
                () -> csv.inputFields(List.of("first", "second", "label")).load(),
                "A model reads one text or a pair of texts, so input_field names one column or two, not 3:"
                        + " first, second, label.");
        assertFails(() -> csv.inputFields(List.of("first", "first")).load(), "A column is named twice: first, first.");
    }
}
