package io.verdict.transformer.saved;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.verdict.transformer.Activation;
import io.verdict.transformer.ClassifierConfig;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code config.json} of HuggingFace's {@code BertForSequenceClassification}. Where the head does not stand on the
 * pooler that class would compute other logits, and the architecture is named {@code BertModel}.
 */
final class HuggingFaceConfig {
    private static final String SINGLE_LABEL = "single_label_classification";
    private static final String MULTI_LABEL = "multi_label_classification";

    private HuggingFaceConfig() {}

    static JsonObject write(ClassifierConfig classifier, ModelCard card, int padTokenId) {
        List<String> labels = card.labels();
        Dropout dropout = card.dropout();
        EncoderConfig encoder = classifier.encoder();
        JsonObject json = new JsonObject();
        JsonArray architectures = new JsonArray();
        architectures.add(classifier.pooling() == Pooling.POOLER ? "BertForSequenceClassification" : "BertModel");
        json.add("architectures", architectures);
        json.addProperty("model_type", "bert");
        json.addProperty("problem_type", card.multiLabel() ? MULTI_LABEL : SINGLE_LABEL);
        JsonObject names = new JsonObject();
        JsonObject ids = new JsonObject();
        for (int i = 0; i < labels.size(); i++) {
            names.addProperty(Integer.toString(i), labels.get(i));
            ids.addProperty(labels.get(i), i);
        }
        json.add("id2label", names);
        json.add("label2id", ids);
        json.addProperty("vocab_size", encoder.vocabularySize());
        json.addProperty("hidden_size", encoder.hiddenSize());
        json.addProperty("num_hidden_layers", encoder.layers());
        json.addProperty("num_attention_heads", encoder.attentionHeads());
        json.addProperty("intermediate_size", encoder.intermediateSize());
        json.addProperty("hidden_act", encoder.activation().hiddenAct());
        json.addProperty("max_position_embeddings", encoder.maxPositions());
        json.addProperty("type_vocab_size", encoder.typeVocabularySize());
        json.addProperty("layer_norm_eps", encoder.layerNormEpsilon());
        json.addProperty("position_embedding_type", "absolute");
        json.addProperty("hidden_dropout_prob", dropout.hidden());
        json.addProperty("attention_probs_dropout_prob", dropout.attention());
        json.addProperty("classifier_dropout", dropout.classifier());
        json.addProperty("initializer_range", 0.02);
        json.addProperty("pad_token_id", padTokenId);
        json.addProperty("torch_dtype", "float32");
        return json;
    }

    /** The encoder's sizes; whether it has a pooler is not in the file. */
    static EncoderConfig encoder(JsonFile json, boolean pooler) {
        if (!json.string("model_type").equals("bert")) {
            throw json.wrong("model_type", "\"bert\"");
        }
        return new EncoderConfig(
                json.integer("vocab_size"),
                json.integer("hidden_size"),
                json.integer("num_hidden_layers"),
                json.integer("num_attention_heads"),
                json.integer("intermediate_size"),
                json.integer("max_position_embeddings"),
                json.integer("type_vocab_size"),
                json.decimal("layer_norm_eps"),
                Activation.fromHiddenAct(json.string("hidden_act")),
                pooler);
    }

    /** Whether a text can have several labels. */
    static boolean multiLabel(JsonFile json) {
        String type = json.string("problem_type");
        if (!type.equals(SINGLE_LABEL) && !type.equals(MULTI_LABEL)) {
            throw json.wrong("problem_type", "\"" + SINGLE_LABEL + "\" or \"" + MULTI_LABEL + "\"");
        }
        return type.equals(MULTI_LABEL);
    }

    /** The dropout; {@code classifier_dropout} is the hidden one where it is missing, as in transformers. */
    static Dropout dropout(JsonFile json) {
        double hidden = json.decimal("hidden_dropout_prob");
        return new Dropout(
                hidden, json.decimal("attention_probs_dropout_prob"), json.decimal("classifier_dropout", hidden));
    }

    static List<String> labels(JsonFile json) {
        JsonFile names = json.object("id2label");
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < names.json().size(); i++) {
            labels.add(names.string(Integer.toString(i)));
        }
        if (labels.isEmpty()) {
            throw new VerdictException(json.source() + ": \"id2label\" names no class");
        }
        return labels;
    }
}
