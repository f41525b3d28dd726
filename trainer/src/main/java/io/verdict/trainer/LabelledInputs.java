package io.verdict.trainer;

import io.verdict.transformer.FeatureBatch;
import io.verdict.transformer.ModelInput;
import io.verdict.transformer.Targets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a model is trained or evaluated on: texts, or with a frozen encoder the features of texts.
 *
 * @param texts the tokens and labels
 * @param features the features of all texts, row by row, where the encoder is frozen
 */
record LabelledInputs(EncodedTexts texts, Optional<float[][]> features) {
    int size() {
        return texts.size();
    }

    /** The texts of these numbers, in that order. */
    ModelInput batch(int... numbers) {
        return features.<ModelInput>map(rows -> FeatureBatch.of(
                        Arrays.stream(numbers).mapToObj(i -> rows[i]).toList()))
                .orElseGet(() -> texts.batch(numbers));
    }

    Targets targets(int... numbers) {
        return texts.targets(numbers);
    }

    /** The tokens that go through the encoder for a batch: none where there are features. */
    int tokens(int... numbers) {
        return features.isPresent()
                ? 0
                : Arrays.stream(numbers).map(texts::length).sum();
    }
}
