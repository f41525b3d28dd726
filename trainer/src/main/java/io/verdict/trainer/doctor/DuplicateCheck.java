package io.verdict.trainer.doctor;

import io.verdict.trainer.data.TargetTrial.Outcome;
import io.verdict.trainer.doctor.Finding.Severity;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds texts, or pairs of texts, that are there more than once: in one part, in two parts, and with different labels. Texts are the same if
 * they are after normalisation (NFKC), without regard to case and to white space. Of a text 64 bits of a hash are kept:
 * among a million texts, two different ones have the same with a probability of 1 in 37 million.
 */
final class DuplicateCheck implements Check {
    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}]+");

    private final TextHashes first = new TextHashes();
    private final PerPart<Places> all = new PerPart<>(Places::new);
    private final PerPart<Places> within = new PerPart<>(Places::new);
    /** By the two parts, the earlier first. */
    private final Map<Integer, Map<Integer, Places>> across = new TreeMap<>();

    private final PerPart<Places> contradicting = new PerPart<>(Places::new);

    @Override
    public void see(Row row) {
        if (row.isBlank()) {
            return;
        }
        all.of(row.part()).add("");
        List<String> labels = row.target().map(Outcome::labels).orElse(List.of());
        int target = labels.stream().sorted().toList().hashCode();
        // Normalisation has made blanks of all line ends.
        String texts = row.texts().map(DuplicateCheck::normalised).collect(Collectors.joining("\n"));
        long seen = first.putIfAbsent(hash(texts), row.part(), target);
        if (seen == TextHashes.NEW) {
            return;
        }
        int part = TextHashes.part(seen);
        if (part == row.part()) {
            within.of(part).add(row.place());
        } else {
            across.computeIfAbsent(part, key -> new TreeMap<>())
                    .computeIfAbsent(row.part(), key -> new Places())
                    .add(row.place());
        }
        if (!labels.isEmpty() && TextHashes.labels(seen) != target) {
            contradicting.of(row.part()).add(row.place());
        }
    }

    static String normalised(String text) {
        return WHITE_SPACE
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
    }

    /** FNV-1a over the bytes of UTF-8, then the finalizer of MurmurHash3, both of 64 bits. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xFF)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }

    @Override
    public List<Finding> findings(List<String> parts) {
        List<Finding> findings = new ArrayList<>();
        across.forEach((earlier, others) -> others.forEach((later, places) -> findings.add(new Finding(
                "duplicates",
                Severity.PROBLEM,
                parts.get(later),
                Counts.of(places.count(), all.of(later).count(), "texts") + " are in the " + parts.get(earlier)
                        + " data too.",
                places.count(),
                places.first(),
                "Remove them from one of the two: a model is measured too well on texts it was trained on."))));
        for (int part = 0; part < parts.size(); part++) {
            Places places = within.of(part);
            if (places.count() > 0) {
                findings.add(new Finding(
                        "duplicates",
                        Severity.WARNING,
                        parts.get(part),
                        Counts.of(places.count(), all.of(part).count(), "texts") + " repeat an earlier one.",
                        places.count(),
                        places.first(),
                        "Remove them unless they are meant to count more; a val_split would put some on both sides."));
            }
        }
        for (int part = 0; part < parts.size(); part++) {
            Places places = contradicting.of(part);
            if (places.count() > 0) {
                findings.add(new Finding(
                        "contradictions",
                        Severity.PROBLEM,
                        parts.get(part),
                        Counts.of(places.count(), all.of(part).count(), "texts")
                                + " have another label than the same text before.",
                        places.count(),
                        places.first(),
                        "Decide which label is right."));
            }
        }
        return findings;
    }
}
