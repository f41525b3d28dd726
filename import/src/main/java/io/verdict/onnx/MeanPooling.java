package io.verdict.onnx;

import java.util.List;
import java.util.Optional;

/**
 * Recognises the mean over a text's rows: the sum of the rows that the attention mask keeps, divided by how many these
 * are. What weights the rows and what divides the sum is computed from the mask alone, so probes know it in numbers.
 */
final class MeanPooling {
    private final FusionContext context;
    private final String lastHidden;
    private final String mask;

    /** @param mask the graph input that masks the keys of attention; empty if none does */
    MeanPooling(FusionContext context, String lastHidden, String mask) {
        this.context = context;
        this.lastHidden = lastHidden;
        this.mask = mask;
    }

    /** Whether a value is the mean of each text's rows. */
    boolean isMean(String value) {
        Node quotient = context.graph().producer(value);
        if (quotient == null || !quotient.is("Div")) {
            return false;
        }
        Node sum = context.graph().producer(quotient.inputs().get(0));
        if (sum == null || !isSumOverRows(sum)) {
            return false;
        }
        Node product = context.graph().producer(sum.inputs().get(0));
        if (product == null || !product.is("Mul")) {
            return false;
        }
        String divisor = quotient.inputs().get(1);
        return Operands.ofEither(product).stream()
                .anyMatch(operands -> operands.first().equals(lastHidden)
                        && context.probes().stream().allMatch(probe -> isMean(probe, operands.second(), divisor)));
    }

    private boolean isSumOverRows(Node node) {
        return node.is("ReduceSum")
                && node.whole("keepdims", 1) == 0
                && context.axes(node).filter(axes -> axes.equals(List.of(1L))).isPresent();
    }

    private boolean isMean(Probe probe, String weights, String divisor) {
        Optional<ProbeValue> kept = probe.find(mask).filter(ProbeValue::isKnown);
        Optional<ProbeValue> ofRows = probe.find(weights).filter(ProbeValue::isKnown);
        Optional<ProbeValue> counts = probe.find(divisor).filter(ProbeValue::isKnown);
        return kept.isPresent()
                && ofRows.isPresent()
                && counts.isPresent()
                && areTheMask(ofRows.get(), kept.get(), probe)
                && areItsCounts(counts.get(), kept.get(), probe);
    }

    /** Whether weights are {@code [batch, length, 1]} or {@code [batch, length, hidden]}, each row's from the mask. */
    private static boolean areTheMask(ProbeValue weights, ProbeValue mask, Probe probe) {
        if (weights.rank() != 3 || !weights.hasShape(probe.batch(), probe.length(), weights.dimension(-1))) {
            return false;
        }
        int width = Math.toIntExact(weights.dimension(-1));
        for (int i = 0; i < weights.size(); i++) {
            if (weights.at(i) != mask.at(i / width)) {
                return false;
            }
        }
        return true;
    }

    /** Whether counts are {@code [batch, 1]} or {@code [batch, hidden]}, each text's the number of its kept rows. */
    private static boolean areItsCounts(ProbeValue counts, ProbeValue mask, Probe probe) {
        if (counts.rank() != 2 || !counts.hasShape(probe.batch(), counts.dimension(-1))) {
            return false;
        }
        int width = Math.toIntExact(counts.dimension(-1));
        int length = Math.toIntExact(probe.length());
        for (int i = 0; i < counts.size(); i++) {
            double sum = 0;
            for (int token = 0; token < length; token++) {
                sum += mask.at(i / width * length + token);
            }
            if (counts.at(i) != sum) {
                return false;
            }
        }
        return true;
    }
}
