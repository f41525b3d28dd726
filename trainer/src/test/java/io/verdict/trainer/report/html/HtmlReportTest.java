package io.verdict.trainer.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.tokenizer.Tokenizer;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.doctor.DataDoctor;
import io.verdict.trainer.report.Answers;
import io.verdict.trainer.report.History;
import io.verdict.trainer.report.Outcome;
import io.verdict.trainer.report.RunFacts;
import io.verdict.trainer.report.StepPoint;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
    private static final String ATTACK =
            "<script>alert(1)</script>\"'><img src=x onerror=alert(2)></td></table></details><!-- &amp; \u0000\uD800 ]]>";

    @TempDir
    Path folder;

    @Test
    void textsLabelsNamesAndSettingsAreShownAsTheyAreAndRunNothing() throws Exception {
        List<String> labels = List.of("ham", ATTACK.replace("\u0000", ""));
        RunFacts facts = facts(ATTACK, labels, false, 60, ATTACK);
        String page = HtmlReport.html(facts);

        assertThat(page).doesNotContain("<script", "<img", "\u0000", "<!--");
        Document parsed = parse(page);
        List<String> names = new ArrayList<>();
        NodeList all = parsed.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            names.add(element.getTagName());
            for (int j = 0; j < element.getAttributes().getLength(); j++) {
                String attribute = element.getAttributes().item(j).getNodeName();
                assertThat(attribute).doesNotStartWith("on").isNotIn("src", "style");
            }
        }
        assertThat(names).doesNotContain("script", "img", "iframe", "link", "object", "form");
        assertThat(parsed.getDocumentElement().getTextContent())
                .contains("<script>alert(1)</script>\"'><img src=x onerror=alert(2)>");
    }

    @Test
    void theOnlyStyleAllowedIsItsOwnAndNothingIsLoaded() throws Exception {
        String page = HtmlReport.html(facts("a model", List.of("ham", "spam"), false, 60, "a text"));

        assertThat(page).containsPattern("default-src &#39;none&#39;; style-src &#39;sha256-[A-Za-z0-9+/]{43}=&#39;");
        assertThat(page).doesNotContainPattern("https?://").doesNotContain("url(", "@import", " style=");
    }

    @Test
    void everySectionHasItsHeadingAndEveryPictureWords() throws Exception {
        Document page = parse(HtmlReport.html(facts("a model", List.of("ham", "spam"), false, 200, "a text")));

        assertThat(texts(page, "h2"))
                .containsExactly(
                        "Data",
                        "Training",
                        "Scores on the test data",
                        "Confusion matrix",
                        "Calibration",
                        "Most confident mistakes",
                        "Settings and environment");
        NodeList figures = page.getElementsByTagName("figure");
        assertThat(figures.getLength()).isEqualTo(7);
        for (int i = 0; i < figures.getLength(); i++) {
            Element picture = (Element)
                    ((Element) figures.item(i)).getElementsByTagName("svg").item(0);
            assertThat(picture.getAttribute("role")).isEqualTo("img");
            assertThat(picture.getElementsByTagName("title").item(0).getTextContent())
                    .isNotBlank();
            assertThat(picture.getElementsByTagName("desc").item(0).getTextContent())
                    .isNotBlank();
            assertThat(texts(picture, "text")).hasSizeGreaterThan(6);
        }
        NodeList heads = page.getElementsByTagName("th");
        for (int i = 0; i < heads.getLength(); i++) {
            assertThat(((Element) heads.item(i)).getAttribute("scope")).isIn("col", "row");
        }
    }

    /** scikit-learn: roc_auc_score 1.0, average_precision_score 1.0, matthews_corrcoef 0.5773502691896258. */
    @Test
    void tellsHowGoodTheProbabilitiesAre() throws Exception {
        RunFacts facts = ofFourTexts();
        assertThat(parse(HtmlReport.html(facts)).getDocumentElement().getTextContent())
                .contains("Correlation (MCC)0.577", "ROC-AUC1.000", "PR-AUC1.000");
    }

    /** A model that takes one of three hams for spam. */
    private static RunFacts ofFourTexts() {
        Answers answers = new Answers(
                List.of("ham", "spam"),
                false,
                List.of(List.of(0), List.of(0), List.of(0), List.of(1)),
                List.of(List.of(0.9, 0.1), List.of(0.8, 0.2), List.of(0.4, 0.6), List.of(0.3, 0.7)));
        return RunFacts.builder("m", answers.labels(), false)
                .outcome(new Outcome("test", answers, 0.3, List.of()))
                .build();
    }

    @Test
    void tellsTheMatrixInNumbers() throws Exception {
        RunFacts facts = ofFourTexts();
        String page = HtmlReport.html(facts);

        assertThat(page)
                .contains("Of 4 test texts the model gets 3 right: 75.0% (95% interval 30.1% to 95.4%).")
                .contains("That is no better than always answering \u201cham\u201d, which gets 75.0%.")
                .contains("title=\"66.7% of the row\">2<", "title=\"33.3% of the row\">1<");
        assertThat(texts(parse(page), "h2")).doesNotContain("Data", "Training", "Most confident mistakes");
    }

    @Test
    void severalLabelsHaveThresholdsInPlaceOfAMatrix() throws Exception {
        Document page = parse(HtmlReport.html(facts("tags", List.of("a", "b", "c"), true, 120, "a text")));

        assertThat(texts(page, "h2")).contains("Threshold and mixed-up labels").doesNotContain("Confusion matrix");
        assertThat(texts(page, "caption")).contains("Labels given in place of others", "Scores of each label");
    }

    @ParameterizedTest
    @ValueSource(ints = {120, 1000})
    void manyClassesStayLegible(int classes) throws Exception {
        List<String> labels =
                IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
        Document page = parse(HtmlReport.html(facts("many", labels, false, 3000, "a text")));

        Element matrix = (Element) page.getElementsByTagName("table").item(indexOfMatrix(page));
        assertThat(matrix.getElementsByTagName("tr").getLength()).isEqualTo(16);
        assertThat(texts(page, "caption")).contains("The most frequent confusions", "The 15 weakest that have texts");
    }

    @Test
    void longTextsAreFolded() throws Exception {
        String text = "word ".repeat(2000);
        Document page = parse(HtmlReport.html(facts("m", List.of("ham", "spam"), false, 60, text)));

        assertThat(texts(page, "summary"))
                .anyMatch(summary -> summary.startsWith("word word") && summary.length() < 300);
        assertThat(page.getDocumentElement().getTextContent()).contains("Cut here: the text has 10,");
    }

    @Test
    void withoutTextsNoneIsInThePage() {
        List<String> labels = List.of("ham", "spam");
        Answers answers = answers(labels, false, 40);
        TextClassificationData data = data(labels, 40, "secret words");
        Outcome outcome = Outcome.of("test", answers, 0.3, data.test().orElseThrow(), 0);

        assertThat(HtmlReport.html(
                        RunFacts.builder("m", labels, false).outcome(outcome).build()))
                .doesNotContain("secret");
    }

    @Test
    void isWrittenWhole() throws IOException {
        Path file = folder.resolve("deep/report.html");
        HtmlReport.write(facts("m", List.of("ham", "spam"), false, 40, "a text"), file);

        assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        try (var files = Files.list(folder.resolve("deep"))) {
            assertThat(files).containsExactly(file);
        }
    }

    private RunFacts facts(String name, List<String> labels, boolean several, int texts, String text)
            throws IOException {
        Path vocabulary = folder.resolve("vocab.txt");
        Files.write(vocabulary, List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "text", "word"));
        TextClassificationData data = data(labels, texts, text);
        History history = History.EMPTY;
        for (int epoch = 1; epoch <= 4; epoch++) {
            history = history.plus(new History.Row(
                    epoch,
                    10L * epoch,
                    1e-4 / epoch,
                    1.0 / epoch,
                    0.9,
                    new History.Validation(0.5, 0.8, 0.7),
                    100,
                    epoch));
        }
        Answers answers = answers(labels, several, texts);
        return RunFacts.builder(name, labels, several)
                .backbone(name)
                .maxLength(16)
                .data(DataDoctor.inShort(data, Tokenizer.load(vocabulary), 16))
                .history(history)
                .steps(List.of(new StepPoint(0.5, 1e-4, 1)))
                .outcome(Outcome.of("test", answers, 0.3, data.test().orElseThrow(), 20))
                .settings(Map.of(name, name))
                .config(name)
                .build();
    }

    /** Every text has a number behind it, so that no two are the same. */
    private static TextClassificationData data(List<String> labels, int size, String text) {
        List<String> texts = IntStream.range(0, size)
                .mapToObj(i -> text.replace("\u0000", "").replace("\uD800", "") + " " + i)
                .toList();
        List<String> targets =
                IntStream.range(0, size).mapToObj(i -> "" + i % 2).toList();
        assertThat(labels).isNotEmpty();
        return TextClassificationData.fromLists()
                .train(texts, targets)
                .test(texts, targets)
                .load();
    }

    private static Answers answers(List<String> labels, boolean several, int size) {
        Random random = new Random(5);
        List<List<Integer>> truths = new ArrayList<>();
        List<List<Double>> probabilities = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<Integer> truth = several
                    ? IntStream.range(0, labels.size())
                            .filter(label -> random.nextInt(3) == 0)
                            .boxed()
                            .toList()
                    : List.of(random.nextInt(labels.size()));
            List<Double> row = new ArrayList<>();
            for (int label = 0; label < labels.size(); label++) {
                row.add((truth.contains(label) ? 1 : 0.7) * random.nextDouble());
            }
            double sum = several ? 1 : row.stream().mapToDouble(value -> value).sum();
            truths.add(truth);
            probabilities.add(row.stream().map(value -> value / sum).toList());
        }
        return new Answers(labels, several, truths, probabilities);
    }

    private static int indexOfMatrix(Document page) {
        NodeList tables = page.getElementsByTagName("table");
        return IntStream.range(0, tables.getLength())
                .filter(i -> ((Element) tables.item(i)).getAttribute("class").equals("matrix"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(Document page, String tag) {
        return texts(page.getDocumentElement(), tag);
    }

    private static List<String> texts(Element inside, String tag) {
        NodeList found = inside.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent())
                .toList();
    }

    /** The page is also XML but for the elements that never close; a parser finds any element that should not be. */
    private static Document parse(String page) throws Exception {
        String xml = page.replace("<!DOCTYPE html>", "").replaceAll("<meta([^>]*)>", "<meta$1/>");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
