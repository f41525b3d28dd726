package io.verdict.trainer.doctor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a part of the data is like, in figures.
 *
 * @param rows how many rows were looked at
 * @param labels how many of them have each label, in the order in which the labels were met
 * @param tokens the texts as tokens; empty if there was no tokenizer, or no text
 */
public record PartFigures(long rows, Map<String, Long> labels, Optional<TokenFigures> tokens) {
    public PartFigures {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }
}
