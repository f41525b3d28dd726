package io.verdict.transformer.session;

import io.verdict.transformer.op.TransformerOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/**
 * The order in which a graph's ops run to compute some of its variables, and when each value is used for the last time.
 * Ops that those variables do not depend on are left out. Values are numbered; the plan knows no shapes.
 *
 * @param steps the ops in order
 * @param sources the values that are given: parameters, constants, placeholders
 * @param outputs the numbers of the wanted values, in the order they were asked for
 * @param values how many values there are
 */
record GraphPlan(List<Step> steps, List<Source> sources, List<Integer> outputs, int values) {
    GraphPlan {
        steps = List.copyOf(steps);
        sources = List.copyOf(sources);
        outputs = List.copyOf(outputs);
    }

    /**
     * One op.
     *
     * @param inputs the numbers of its inputs
     * @param outputs the numbers of its outputs, but for last ones that nobody reads and the op can do without
     * @param dead the values that nobody needs after it
     */
    record Step(DifferentialFunction op, List<Integer> inputs, List<Integer> outputs, List<Integer> dead) {
        Step {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
            dead = List.copyOf(dead);
        }
    }

    /** A value that is given from outside. */
    record Source(String name, int value, boolean placeholder) {}

    /**
     * Plans a graph.
     *
     * @param wanted the names of the variables to compute
     */
    static GraphPlan of(SameDiff graph, List<String> wanted) {
        Planner planner = new Planner(graph);
        wanted.forEach(planner::visit);
        return planner.plan(wanted);
    }

    private static final class Planner {
        private final SameDiff graph;
        private final Map<String, Integer> numbers = new HashMap<>();
        private final Set<String> planned = new HashSet<>();
        private final List<SameDiffOp> order = new ArrayList<>();
        private final List<Source> sources = new ArrayList<>();

        Planner(SameDiff graph) {
            this.graph = graph;
        }

        /** Depth first: an op's inputs before the op. A graph of a deep model nests a few hundred ops, no more. */
        void visit(String name) {
            if (numbers.containsKey(name)) {
                return;
            }
            String producer = known(name, graph.getVariables().get(name)).getOutputOfOp();
            if (producer == null) {
                SDVariable variable = graph.getVariable(name);
                sources.add(new Source(name, number(name), variable.getVariableType() == VariableType.PLACEHOLDER));
                return;
            }
            if (planned.add(producer)) {
                SameDiffOp op = known(producer, graph.getOps().get(producer));
                op.getInputsToOp().forEach(this::visit);
                order.add(op);
                op.getOutputsOfOp().forEach(this::number);
            }
        }

        GraphPlan plan(List<String> wanted) {
            List<Integer> outputs = wanted.stream().map(numbers::get).toList();
            int[] lastUse = new int[numbers.size()];
            Arrays.fill(lastUse, -1);
            for (int step = 0; step < order.size(); step++) {
                for (String name : order.get(step).getOutputsOfOp()) {
                    lastUse[number(name)] = step;
                }
                for (String name : order.get(step).getInputsToOp()) {
                    lastUse[number(name)] = step;
                }
            }
            outputs.forEach(output -> lastUse[output] = Integer.MAX_VALUE);
            sources.forEach(source -> lastUse[source.value()] = Integer.MAX_VALUE);
            List<Step> steps = new ArrayList<>();
            for (int step = 0; step < order.size(); step++) {
                SameDiffOp op = order.get(step);
                List<Integer> results = new ArrayList<>(
                        op.getOutputsOfOp().stream().map(this::number).toList());
                while (results.size() > needed(op.getOp()) && lastUse[results.get(results.size() - 1)] == step) {
                    lastUse[results.remove(results.size() - 1)] = -1;
                }
                List<Integer> dead = new ArrayList<>();
                for (int value = 0; value < lastUse.length; value++) {
                    if (lastUse[value] == step) {
                        dead.add(value);
                    }
                }
                steps.add(new Step(
                        op.getOp(),
                        op.getInputsToOp().stream().map(this::number).toList(),
                        results,
                        dead));
            }
            return new GraphPlan(steps, sources, outputs, numbers.size());
        }

        private static int needed(DifferentialFunction op) {
            return op instanceof TransformerOp known ? known.neededOutputs() : op.getNumOutputs();
        }

        private static <T> T known(String name, @Nullable T found) {
            if (found == null) {
                throw new IllegalArgumentException("The graph has no " + name);
            }
            return found;
        }

        private int number(String name) {
            return numbers.computeIfAbsent(name, ignored -> numbers.size());
        }
    }
}
