package io.verdict.transformer;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** SameDiff's backward pass of a graph. */
final class GradientGraph {
    private GradientGraph() {}

    /** The graph of the loss and of its gradients with respect to every variable it depends on. */
    static SameDiff of(SameDiff graph, String loss) {
        graph.setLossVariables(loss);
        synchronized (GradientGraph.class) {
            // ND4J M2.1 prints a line for every op to System.out while it differentiates; results go there.
            PrintStream out = System.out;
            System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            try {
                graph.createGradFunction();
            } finally {
                System.setOut(out);
            }
        }
        return graph.getFunction("grad");
    }

    /** The name, in the graph of the gradients, of a variable's gradient. */
    static String gradientName(SameDiff graph, String variable) {
        SDVariable gradient = graph.getFunction("grad").getVariable(variable).gradient();
        if (gradient == null) {
            throw new IllegalStateException("SameDiff derived no gradient of " + variable);
        }
        return gradient.name();
    }
}
