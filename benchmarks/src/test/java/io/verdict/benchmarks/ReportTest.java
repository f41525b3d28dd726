package io.verdict.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.verdict.benchmarks.Report.Kind;
import io.verdict.benchmarks.Report.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Report FORWARD = new Report(
            "forward",
            "16x128",
            List.of(
                    new Row(Kind.VERDICT, "verdict", Samples.of(200, 180, 400)),
                    new Row(Kind.VARIANT, "verdict-unpruned", Samples.of(250)),
                    new Row(Kind.PEER, "onnxruntime", Samples.of(400, 500, 300)),
                    new Row(Kind.FLOOR, "products", Samples.of(150)),
                    new Row(Kind.FLOOR, "products-pruned", Samples.of(125))),
            List.of("One note."));

    @Test
    void writesATable() {
        assertThat(FORWARD.text("A machine")).isEqualTo("""
                        forward 16x128
                        A machine

                                          median ms    min    max  verdict / it  products' share
                        verdict               200.0  180.0  400.0                           75 %
                        verdict-unpruned      250.0  250.0  250.0         0.800             60 %
                        onnxruntime           400.0  300.0  500.0         0.500             38 %
                        products              150.0  150.0  150.0         1.333
                        products-pruned       125.0  125.0  125.0         1.600

                        One note.
                        """);
    }

    @Test
    void leavesOutColumnsThatSayNothing() {
        Report alone = new Report("import", "", List.of(new Row(Kind.VERDICT, "import", Samples.of(1.5))), List.of());
        assertThat(alone.text("A machine")).isEqualTo("""
                        import
                        A machine

                                median ms   min   max
                        import       1.50  1.50  1.50
                        """);
    }

    @Test
    void writesMediansAndRatiosAsJson() {
        assertThat(JsonParser.parseString(FORWARD.json())).isEqualTo(JsonParser.parseString("""
                                {"benchmark": "forward",
                                 "verdict": {"median_ms": 200.0},
                                 "peers": {"onnxruntime": {"median_ms": 400.0, "ratio": 0.5}},
                                 "floor_share": 0.75}"""));
    }

    @Test
    void theShareIsNullWhereTheProductsWereNotMeasured() {
        Report alone = new Report("import", "", List.of(new Row(Kind.VERDICT, "import", Samples.of(1.5))), List.of());
        assertThat(JsonParser.parseString(alone.json())).isEqualTo(JsonParser.parseString("""
                                {"benchmark": "import", "verdict": {"median_ms": 1.5}, "peers": {}, "floor_share": null}"""));
    }

    @Test
    void needsVerdictsOwnRow() {
        assertThatThrownBy(() -> new Report("x", "", List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
