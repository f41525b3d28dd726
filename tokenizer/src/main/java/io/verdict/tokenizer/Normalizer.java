package io.verdict.tokenizer;

import com.google.gson.JsonObject;

/** Rewrites text before it is cut into words, keeping track of where each character came from. */
sealed interface Normalizer permits BertNormalizer {
    NormalizedText normalize(NormalizedText text);

    JsonObject toJson();
}
