package io.verdict.trainer.doctor;

import io.verdict.tokenizer.Encoding;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.trainer.doctor.Finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks at texts as tokens: how many are cut at the model's length, and how many tokens it does not know. */
final class TokenCheck implements Check {
    private static final String UNKNOWN = "[UNK]";
    private static final int TOGETHER = 256;
    /** Different unknown words that are counted. */
    private static final int MOST_WORDS = 10_000;

    private static final int SHOWN_WORDS = 5;
    /** Shares from which on a finding is more than a note. */
    private static final double MUCH_CUT = 0.2;

    private static final double MUCH_UNKNOWN = 0.01;

    private final Tokenizer tokenizer;
    private final int maxLength;
    private final long mostTexts;
    private final OptionalInt unknown;
    private final List<Row> pending = new ArrayList<>();
    private final PerPart<Tally> tallies = new PerPart<>(Tally::new);

    private static final class Tally {
        private final Places texts = new Places();
        private final Places cut = new Places();
        private final Places withUnknown = new Places();
        private long taken;
        private long tokens;
        private long unknownTokens;
        private final SortedMap<Integer, Long> lengths = new TreeMap<>();
        private final Map<String, Integer> words = new HashMap<>();
    }

    /**
     * Checks with a model's tokenizer.
     *
     * @param maxLength tokens that the model reads, special tokens included
     * @param mostTexts texts of each part that are turned into tokens
     */
    TokenCheck(Tokenizer tokenizer, int maxLength, long mostTexts) {
        this.tokenizer = tokenizer.withPadding(null).withTruncation(null);
        this.maxLength = maxLength;
        this.mostTexts = mostTexts;
        this.unknown = tokenizer.tokenToId(UNKNOWN);
    }

    @Override
    public void see(Row row) {
        Tally tally = tallies.of(row.part());
        if (tally.taken < mostTexts && !row.isBlank()) {
            tally.taken++;
            if (!pending.isEmpty()
                    && pending.get(0).pair().isPresent() != row.pair().isPresent()) {
                flush();
            }
            pending.add(row);
            if (pending.size() == TOGETHER) {
                flush();
            }
        }
    }

    private void flush() {
        List<String> texts = pending.stream().map(Row::text).toList();
        List<String> pairs =
                pending.stream().flatMap(row -> row.pair().stream()).toList();
        List<Encoding> encodings = pairs.isEmpty() ? tokenizer.encodeAll(texts) : tokenizer.encodeAll(texts, pairs);
        for (int i = 0; i < encodings.size(); i++) {
            add(pending.get(i), encodings.get(i));
        }
        pending.clear();
    }

    private void add(Row row, Encoding encoding) {
        Tally tally = tallies.of(row.part());
        tally.texts.add(row.place());
        tally.tokens += encoding.length();
        tally.lengths.merge(encoding.length(), 1L, Long::sum);
        if (encoding.length() > maxLength) {
            tally.cut.add(row.place());
        }
        int found = 0;
        for (int i = 0; unknown.isPresent() && i < encoding.length(); i++) {
            if (encoding.id(i) == unknown.getAsInt()) {
                found++;
                String text = encoding.sequenceId(i) == 1 ? row.pair().orElseThrow() : row.text();
                String word = text.substring(encoding.start(i), encoding.end(i));
                if (tally.words.size() < MOST_WORDS || tally.words.containsKey(word)) {
                    tally.words.merge(word, 1, Integer::sum);
                }
            }
        }
        tally.unknownTokens += found;
        if (found > 0) {
            tally.withUnknown.add(row.place());
        }
    }

    @Override
    public List<Finding> findings(List<String> parts) {
        flush();
        List<Finding> findings = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            Tally tally = tallies.of(part);
            if (tally.cut.count() > 0) {
                findings.add(cut(parts.get(part), tally));
            }
            if (tally.unknownTokens > 0) {
                findings.add(unknown(parts.get(part), tally));
            }
        }
        return findings;
    }

    /** What the texts of a part are like; empty if there are none. */
    Optional<TokenFigures> figures(int part) {
        flush();
        Tally tally = tallies.of(part);
        return tally.lengths.isEmpty()
                ? Optional.empty()
                : Optional.of(new TokenFigures(tally.lengths, maxLength, tally.unknownTokens));
    }

    private Finding cut(String part, Tally tally) {
        boolean much = tally.cut.count() > MUCH_CUT * tally.texts.count();
        return new Finding(
                "truncated",
                much ? Severity.WARNING : Severity.NOTE,
                part,
                Counts.of(tally.cut.count(), tally.texts.count(), "texts")
                        + String.format(
                                Locale.ROOT,
                                " have more than %d tokens and are cut (on average a text has %d).",
                                maxLength,
                                tally.tokens / tally.texts.count()),
                tally.cut.count(),
                tally.cut.first(),
                "Raise max_length if what matters may stand at the end; it costs time and memory.");
    }

    private static Finding unknown(String part, Tally tally) {
        boolean much = tally.unknownTokens > MUCH_UNKNOWN * tally.tokens;
        String words = tally.words.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN_WORDS)
                .map(each -> each.getKey() + " (" + each.getValue() + ")")
                .collect(Collectors.joining(", "));
        return new Finding(
                "unknown_tokens",
                much ? Severity.WARNING : Severity.NOTE,
                part,
                Counts.of(tally.unknownTokens, tally.tokens, "tokens") + " are unknown to the model; most often: "
                        + words + ".",
                tally.withUnknown.count(),
                tally.withUnknown.first(),
                "If these words matter, choose a backbone whose vocabulary has the language or the signs of the texts.");
    }
}
