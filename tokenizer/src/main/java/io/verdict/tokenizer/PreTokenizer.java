package io.verdict.tokenizer;

import com.google.gson.JsonObject;
import java.util.List;

/** Cuts normalized text into words; what lies between them is dropped. */
sealed interface PreTokenizer permits BertPreTokenizer {
    List<NormalizedText> preTokenize(NormalizedText text);

    JsonObject toJson();
}
