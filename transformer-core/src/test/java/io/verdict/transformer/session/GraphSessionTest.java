package io.verdict.transformer.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.kernel.FastKernels;
import io.verdict.transformer.kernel.Pointwise;
import io.verdict.transformer.kernel.RandomArrays;
import io.verdict.transformer.op.LinearOp;
import io.verdict.transformer.op.TransformerOps;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class GraphSessionTest {
    private final SameDiff graph = SameDiff.create();
    private final RandomArrays random = new RandomArrays(1);

    GraphSessionTest() {
        TransformerOps.register();
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 8);
        for (int layer = 0; layer < 10; layer++) {
            SDVariable weight = graph.var("weight" + layer, random.normal(8, 8));
            SDVariable bias = graph.var("bias" + layer, random.normal(8));
            x = new LinearOp(graph, x, weight, bias, Pointwise.NONE).output("layer" + layer);
        }
        graph.math().add("sum", x, graph.getVariable("layer0"));
    }

    private GraphSession session(String wanted) {
        return new GraphSession(graph, List.of(wanted), new FastKernels());
    }

    private static INDArray run(GraphSession session, INDArray x) {
        INDArray input = session.input("x", DataType.FLOAT, x.shape()).assign(x);
        return session.run(Map.of("x", input)).get(0);
    }

    @Test
    void layersTakeTurnsInTwoSlots() {
        try (GraphSession session = session("layer9")) {
            run(session, random.normal(64, 8));
            // The input, and two values at a time of ten layers.
            assertThat(session.bytes()).isEqualTo(3 * 64 * 8 * Float.BYTES);
        }
    }

    @Test
    void anActivationsArgumentIsKeptOnlyForAGradient() {
        SDVariable x = graph.getVariable("x");
        new LinearOp(graph, x, graph.getVariable("weight0"), graph.getVariable("bias0"), Pointwise.GELU).output("gelu");
        try (GraphSession session = session("gelu")) {
            run(session, random.normal(64, 8));
            assertThat(session.bytes()).isEqualTo(2 * 64 * 8 * Float.BYTES);
        }
    }

    @Test
    void stockOpsAreComputedByNd4j() {
        INDArray x = random.normal(5, 8);
        try (GraphSession sum = session("sum");
                GraphSession first = session("layer0");
                GraphSession last = session("layer9")) {
            INDArray expected = run(first, x).add(run(last, x));
            assertThat(run(sum, x).equalsWithEps(expected, 1e-6)).isTrue();
        }
    }

    @Test
    void aResultIsTheSameAfterLargerAndSmallerRuns() {
        INDArray x = random.normal(5, 8);
        try (GraphSession session = session("sum")) {
            INDArray before = run(session, x).dup();
            run(session, random.normal(50, 8));
            run(session, random.normal(1, 8));
            assertThat(run(session, x)).isEqualTo(before);
        }
    }

    @Test
    void parametersAreReadAtEachRun() {
        INDArray x = random.normal(5, 8);
        try (GraphSession session = session("layer0")) {
            INDArray before = run(session, x).dup();
            graph.getArrForVarName("bias0").addi(1);
            assertThat(run(session, x).equalsWithEps(before.add(1), 1e-6)).isTrue();
        }
    }

    @Test
    void aRunThatBrokeOffDoesNotDisturbTheNext() {
        INDArray x = random.normal(5, 8);
        try (GraphSession session = session("layer9");
                GraphSession other = session("layer9")) {
            assertThatThrownBy(() -> session.run(Map.of())).hasMessage("No array for placeholder x");
            assertThat(run(session, x)).isEqualTo(run(other, x));
        }
    }

    @Test
    void aClosedSessionHoldsNothing() {
        GraphSession session = session("layer9");
        INDArray input = session.input("x", DataType.FLOAT, 3, 8);
        session.close();
        assertThat(session.bytes()).isZero();
        assertThatThrownBy(() -> session.run(Map.of("x", input))).hasMessage("This session is closed");
        session.close();
    }

    @Test
    void unknownVariablesAreErrors() {
        assertThatThrownBy(() -> session("layer10")).hasMessage("The graph has no layer10");
    }
}
