package io.verdict.onnx;

import io.verdict.onnx.ElementType.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds the embedding layer: the first layer norm whose input is a sum of rows of tables. Which rows a term reads is
 * found by running it on row numbers; by that the term is words (the rows an input names), positions (0, 1, 2, ...) or
 * types (row 0, or another input's).
 */
final class EmbeddingReader {
    private static final int MAX_TERMS = 8;

    private final FusionContext context;
    private final Graph graph;

    EmbeddingReader(FusionContext context) {
        this.context = context;
        this.graph = context.graph();
    }

    /** The embedding layer, or the reason why there is none. */
    sealed interface Result {
        record Found(Embeddings embeddings) implements Result {}

        record Missing(Optional<Node> node, String reason) implements Result {}
    }

    Result read() {
        for (Node node : graph.nodes()) {
            if (node.isFused(LayerNormFusion.OPERATOR)) {
                List<Term> terms = new ArrayList<>();
                for (String value : sum(node.inputs().get(0))) {
                    term(value).ifPresent(terms::add);
                }
                if (terms.stream().anyMatch(term -> !term.input().isEmpty())) {
                    boolean whole = terms.size() == sum(node.inputs().get(0)).size();
                    return whole
                            ? assign(node, terms)
                            : new Result.Missing(
                                    Optional.of(node),
                                    "what it normalizes is not a sum of word, position and token type embeddings");
                }
            }
        }
        return new Result.Missing(
                Optional.empty(), "there is no layer norm over a sum of rows that token ids select from a table");
    }

    /** The terms of a sum, in whatever order they are added; one term if the value is no sum. */
    private List<String> sum(String value) {
        List<String> terms = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>();
        open.push(value);
        while (!open.isEmpty() && open.size() + terms.size() <= MAX_TERMS) {
            String next = open.pop();
            Node node = graph.producer(next);
            if (node != null && node.is("Add")) {
                node.inputs().forEach(open::push);
            } else {
                terms.add(next);
            }
        }
        return terms;
    }

    private enum Rows {
        /** Row 0 for every token. */
        FIRST,
        /** 0, 1, 2, ... along a text. */
        COUNTED,
        /** As an input says. */
        SELECTED
    }

    /**
     * @param input the graph input that selects rows, or the empty string
     */
    private record Term(String tensor, Constant table, Rows rows, String input) {
        long height() {
            return table.shape().get(0);
        }
    }

    private Optional<Term> term(String value) {
        Optional<Cone> cone = context.cone(value, ProbeOps.MOVEMENT);
        Optional<Constant> constant = cone.flatMap(found -> graph.constant(found.source()));
        if (constant.isEmpty()
                || !constant.get().type().real()
                || constant.get().rank() == 0) {
            return Optional.empty();
        }
        long hidden = constant.get().shape().get(constant.get().rank() - 1);
        Constant table = constant.get().reshaped(List.of(constant.get().size() / Math.max(1, hidden), hidden));
        Term term = null;
        for (Probe probe : context.probes()) {
            Term here = term(cone.get(), constant.get(), table, probe).orElse(null);
            if (here == null
                    || (term != null
                            && !(term.rows() == here.rows() && term.input().equals(here.input())))) {
                return Optional.empty();
            }
            term = here;
        }
        return Optional.ofNullable(term);
    }

    private Optional<Term> term(Cone cone, Constant constant, Constant table, Probe probe) {
        // One column that holds the row's number stands for the whole table.
        long[] shape = constant.shape().stream().mapToLong(Long::longValue).toArray();
        shape[shape.length - 1] = 1;
        ProbeValue rows =
                probe.replay(cone, ProbeValue.known(Kind.REAL, shape, i -> i)).orElse(null);
        if (rows == null || rows.rank() == 0) {
            return Optional.empty();
        }
        ProbeValue read;
        try {
            // An Expand to [batch, tokens, hidden] repeats the column.
            long[] all = {probe.batch(), probe.length(), rows.dimension(-1)};
            read = ProbeMovement.stretch(rows, ProbeMovement.broadcast(rows.shape(), all));
        } catch (IllegalArgumentException doesNotBroadcast) {
            return Optional.empty();
        }
        int width = Math.toIntExact(rows.dimension(-1));
        if (read.size() != probe.batch() * probe.length() * width) {
            return Optional.empty();
        }
        ProbeValue tokens =
                ProbeValue.known(Kind.INTEGER, new long[] {probe.batch(), probe.length()}, i -> read.at(i * width));
        return classify(tokens, probe).map(found -> new Term(cone.source(), table, found.rows(), found.input()));
    }

    private record Selection(Rows rows, String input) {}

    private Optional<Selection> classify(ProbeValue rows, Probe probe) {
        for (Graph.Input input : graph.inputs()) {
            if (probe.find(input.name())
                    .filter(ids -> ids.as(Kind.INTEGER).sameAs(rows))
                    .isPresent()) {
                return Optional.of(new Selection(Rows.SELECTED, input.name()));
            }
        }
        ProbeValue zeros = ProbeValue.known(Kind.INTEGER, rows.shape(), i -> 0);
        ProbeValue counted = ProbeValue.known(Kind.INTEGER, rows.shape(), i -> i % probe.length());
        if (rows.sameAs(counted) && probe.length() > 1) {
            return Optional.of(new Selection(Rows.COUNTED, ""));
        }
        return rows.sameAs(zeros) ? Optional.of(new Selection(Rows.FIRST, "")) : Optional.empty();
    }

    private Result assign(Node norm, List<Term> terms) {
        List<Term> selected = new ArrayList<>(
                terms.stream().filter(term -> term.rows() == Rows.SELECTED).toList());
        Optional<Term> counted = only(terms, Rows.COUNTED);
        Optional<Term> first = only(terms, Rows.FIRST);
        int tables = selected.size() + (counted.isPresent() ? 1 : 0) + (first.isPresent() ? 1 : 0);
        if (tables != terms.size()) {
            return missing(norm, "two terms of its sum read the same rows");
        }
        // Inputs by their usual names where they have them; else the largest table is the words', the smallest the
        // types'.
        selected.sort(Comparator.comparing(Term::height).reversed());
        Optional<Term> positions = counted.isPresent() ? counted : named(selected, "position");
        positions.ifPresent(selected::remove);
        Optional<Term> types = first.isPresent() ? first : named(selected, "type", "segment");
        types.ifPresent(selected::remove);
        if (selected.isEmpty()) {
            return missing(norm, "no term of its sum is selected by token ids");
        }
        Term words = selected.remove(0);
        if (positions.isEmpty() && !selected.isEmpty()) {
            positions = Optional.of(selected.remove(0));
        }
        if (types.isEmpty() && !selected.isEmpty()) {
            types = Optional.of(selected.remove(0));
        }
        if (positions.isEmpty() || !selected.isEmpty()) {
            return missing(
                    norm,
                    positions.isEmpty()
                            ? "its sum has no position embeddings that count from 0 (RoBERTa counts from another number)"
                            : "its sum has more than words, positions and types");
        }
        boolean oneRowOfTypes = types.isPresent()
                && types.get().rows() == Rows.FIRST
                && types.get().height() > 1
                && positions.get().table().size() == types.get().table().size();
        if (oneRowOfTypes) {
            return missing(norm, "its token types cannot be told from its positions");
        }
        return new Result.Found(new Embeddings(
                norm.output(),
                norm,
                binding(words),
                binding(positions.get()),
                types.map(EmbeddingReader::binding),
                words.input(),
                types.map(Term::input).orElse(""),
                positions.get().input()));
    }

    private static Optional<Term> only(List<Term> terms, Rows rows) {
        return terms.stream().filter(term -> term.rows() == rows).findFirst();
    }

    private static Optional<Term> named(List<Term> terms, String... words) {
        OptionalInt index = java.util.stream.IntStream.range(0, terms.size())
                .filter(i -> java.util.Arrays.stream(words)
                        .anyMatch(word ->
                                terms.get(i).input().toLowerCase(Locale.ROOT).contains(word)))
                .findFirst();
        return index.isPresent() ? Optional.of(terms.get(index.getAsInt())) : Optional.empty();
    }

    private static ParameterBinding binding(Term term) {
        return new ParameterBinding(term.tensor(), term.table(), false);
    }

    private static Result missing(Node node, String reason) {
        return new Result.Missing(Optional.of(node), reason);
    }
}
