package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Nearest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Which texts an epoch takes. */
public enum Sampling {
    /** Each once. */
    SHUFFLED,
    /**
     * As many as there are, drawn with replacement, so that each class comes as often; where texts can have several
     * labels, each as often as its rarest label asks. PyTorch's {@code WeightedRandomSampler} with one by the count.
     */
    WEIGHTED;

    /** Keeps the draw apart from that of the order, which has the same seed. */
    private static final long SALT = 0x5851F42D4C957F2DL;

    /** The name on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The sampling of that name, in any case.
     *
     * @throws VerdictException if there is none; the message lists them
     */
    public static Sampling fromId(String id) {
        List<String> ids = Arrays.stream(values()).map(Sampling::id).toList();
        return Arrays.stream(values())
                .filter(sampling -> sampling.id().equals(id.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new VerdictException("Unknown sampling \"" + id + "\"; there are: "
                        + String.join(", ", ids) + "." + Nearest.hint(id, ids)));
    }

    /** The numbers of the texts of an epoch; their order says nothing. */
    int[] draw(EncodedTexts texts, long seed, int epoch) {
        if (this == SHUFFLED) {
            return IntStream.range(0, texts.size()).toArray();
        }
        double[] sums = weights(texts);
        for (int i = 1; i < sums.length; i++) {
            sums[i] += sums[i - 1];
        }
        Random random = new Random((seed ^ SALT) * 1_000_003 + epoch);
        return IntStream.range(0, sums.length)
                .map(i -> text(sums, random.nextDouble() * sums[sums.length - 1]))
                .toArray();
    }

    /** The first text up to which the weights sum to more. */
    private static int text(double[] sums, double draw) {
        int found = Arrays.binarySearch(sums, draw);
        return Math.min(found < 0 ? -found - 1 : found + 1, sums.length - 1);
    }

    private static double[] weights(EncodedTexts texts) {
        Map<Integer, Integer> counts = new HashMap<>();
        int without = 0;
        for (int i = 0; i < texts.size(); i++) {
            List<Integer> labels = texts.target(i).labels();
            labels.forEach(label -> counts.merge(label, 1, Integer::sum));
            without += labels.isEmpty() ? 1 : 0;
        }
        double[] weights = new double[texts.size()];
        for (int i = 0; i < weights.length; i++) {
            int rarest = texts.target(i).labels().stream()
                    .mapToInt(label -> counts.getOrDefault(label, 1))
                    .min()
                    .orElse(without);
            weights[i] = 1.0 / rarest;
        }
        return weights;
    }
}
