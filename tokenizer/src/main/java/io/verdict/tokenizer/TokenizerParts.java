package io.verdict.tokenizer;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/** What a {@code tokenizer.json} says, under its names; null where it says null. */
record TokenizerParts(
        @Nullable Truncation truncation,
        @Nullable Padding padding,
        AddedVocabulary addedVocabulary,
        @Nullable Normalizer normalizer,
        PreTokenizer preTokenizer,
        @Nullable PostProcessor postProcessor,
        @Nullable Decoder decoder,
        Model model) {

    Pipeline stagedPipeline() {
        return new StagedPipeline(addedVocabulary, normalizer, preTokenizer, model);
    }

    /** The fastest pipeline that serves these parts. */
    Pipeline pipeline() {
        Pipeline staged = stagedPipeline();
        return SinglePassPipeline.supports(addedVocabulary) && model instanceof WordPiece wordPiece
                ? new SinglePassPipeline(staged, normalizer, wordPiece, addedVocabulary)
                : staged;
    }

    /** Adds everything but truncation and padding, in the order of HuggingFace's files. */
    void addTo(JsonObject json) {
        json.add("added_tokens", addedVocabulary.toJson());
        json.add("normalizer", normalizer == null ? JsonNull.INSTANCE : normalizer.toJson());
        json.add("pre_tokenizer", preTokenizer.toJson());
        JsonElement none = JsonNull.INSTANCE;
        json.add("post_processor", postProcessor == null ? none : postProcessor.toJson());
        json.add("decoder", decoder == null ? none : decoder.toJson());
        json.add("model", model.toJson());
    }
}
