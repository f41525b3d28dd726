package io.verdict.cli.config;

import io.verdict.trainer.Strategy;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A name with arguments as a list of a config file, {@code [freeze_unfreeze, 2]}, written as on the command line,
 * {@code freeze_unfreeze(2)}. A list within a list is a tuple: {@code [unfreeze_milestones, [[1, 3], 1]]} is
 * {@code unfreeze_milestones((1, 3), 1)}, and so is {@code [unfreeze_milestones, [1, 3], 1]}.
 */
final class TupleText {
    private static final Set<Class<?>> TYPES = Set.of(Strategy.class);

    private TupleText() {}

    /** Whether an option's value is a name that can have arguments. */
    static boolean takenBy(OptionSpec option) {
        return TYPES.contains(option.type());
    }

    /**
     * The text of a list.
     *
     * @param scalar the text of a node that is no list
     */
    static String of(List<Node> nodes, Function<Node, String> scalar) {
        if (nodes.isEmpty()) {
            return "";
        }
        String name = scalar.apply(nodes.get(0));
        List<Node> arguments = nodes.subList(1, nodes.size());
        if (arguments.isEmpty()) {
            return name;
        }
        boolean oneTuple = arguments.size() == 1 && arguments.get(0) instanceof SequenceNode;
        return name + (oneTuple ? text(arguments.get(0), scalar) : tuple(arguments, scalar));
    }

    private static String text(Node node, Function<Node, String> scalar) {
        return node instanceof SequenceNode sequence ? tuple(sequence.getValue(), scalar) : scalar.apply(node);
    }

    private static String tuple(List<Node> nodes, Function<Node, String> scalar) {
        return "("
                + String.join(
                        ", ", nodes.stream().map(node -> text(node, scalar)).toList()) + ")";
    }
}
