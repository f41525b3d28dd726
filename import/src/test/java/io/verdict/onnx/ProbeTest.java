package io.verdict.onnx;

import static io.verdict.onnx.Mutations.newNode;
import static io.verdict.onnx.Mutations.whole;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import onnx.Onnx;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private static final String MODEL = "torch2_opset14.onnx";

    @Test
    void inputsAreToldApartWhateverTheyAreCalled() {
        Graph graph = graph(change -> {});
        for (int seed = 0; seed < 200; seed++) {
            Probe probe = Probe.run(graph, 2, 4, seed);
            List<ProbeValue> inputs = graph.inputs().stream()
                    .map(input -> probe.find(input.name()).orElseThrow())
                    .toList();
            assertThat(inputs).hasSize(3);
            assertThat(inputs.get(0).sameAs(inputs.get(1))).isFalse();
            assertThat(inputs.get(0).sameAs(inputs.get(2))).isFalse();
            assertThat(inputs.get(1).sameAs(inputs.get(2))).isFalse();
        }
    }

    @Test
    void whatGoesThroughParametersIsKnownByItsShapeOnly() {
        Probe probe = Probe.run(graph(change -> {}), 2, 7, 1);

        assertThat(probe.find("last_hidden_state").orElseThrow().shape()).containsExactly(2, 7, 24);
        assertThat(probe.knows("last_hidden_state")).isFalse();
        assertThat(probe.knows("attention_mask")).isTrue();
    }

    @Test
    void sizesThatAGraphFixesAreKept() {
        Consumer<Onnx.GraphProto.Builder> change =
                graph -> graph.getInputBuilderList().forEach(input -> {
                    Onnx.TensorShapeProto.Builder shape =
                            input.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
                    shape.getDimBuilder(0).setDimValue(1);
                    shape.getDimBuilder(1).setDimValue(16);
                });

        Probe probe = Probe.run(graph(change), 2, 7, 1);

        assertThat(probe.batch()).isEqualTo(1);
        assertThat(probe.length()).isEqualTo(16);
        assertThat(Analysis.of(file(change)).plan().config())
                .isEqualTo(Fixture.named(MODEL).config());
    }

    @Test
    void largeValuesTakeNeitherTimeNorMemory() {
        // A thousand tensors of four million ones, and products of them.
        Consumer<Onnx.GraphProto.Builder> change = graph -> {
            graph.addInitializer(Mutations.longs("wide", new long[] {2}, 2048, 2048))
                    .addNode(newNode("ConstantOfShape", "ones0", "wide"));
            for (int i = 1; i < 1000; i++) {
                graph.addNode(newNode(i % 2 == 0 ? "Exp" : "MatMul", "ones" + i, operands(i)));
            }
            graph.addNode(newNode("Cast", "end", "ones999").addAttribute(whole("to", 1)));
            graph.addOutput(Mutations.output("end"));
        };

        Assertions.assertTimeout(Duration.ofSeconds(30), () -> Probe.run(graph(change), 2, 7, 1));
    }

    private static String[] operands(int i) {
        String before = "ones" + (i - 1);
        return i % 2 == 0 ? new String[] {before} : new String[] {before, before};
    }

    private static Graph graph(Consumer<Onnx.GraphProto.Builder> change) {
        Graph graph = GraphReader.read(file(change));
        Passes.constants(graph);
        return graph;
    }

    private static OnnxFile file(Consumer<Onnx.GraphProto.Builder> change) {
        return OnnxFile.parse("m.onnx", null, ByteBuffer.wrap(Mutations.graph(MODEL, change)));
    }
}
