package io.verdict.transformer.saved;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.transformer.Activation;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.Encoder;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.Parameters;
import io.verdict.transformer.Pooling;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A small random model with a tokenizer of a few words. */
final class TinyModel {
    static final List<String> WORDS =
            List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "great", "film", "bad", "very", "##ly");

    static final List<String> LABELS = List.of("negative", "positive");

    private TinyModel() {}

    static SavedModel create(Pooling pooling, boolean pooler, long seed) {
        EncoderConfig config = new EncoderConfig(WORDS.size(), 32, 2, 2, 48, 24, 2, 1e-12, Activation.GELU, pooler);
        Random random = new Random(seed);
        Parameters parameters = new Parameters();
        for (ParameterSpec spec : ParameterSpec.encoder(config)) {
            float[] values = new float[(int) spec.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.2 * random.nextGaussian());
            }
            long[] shape = spec.shape().stream().mapToLong(Long::longValue).toArray();
            INDArray array = Nd4j.create(values, shape, 'c');
            parameters.add(spec.name(), array);
        }
        Classifier classifier = Classifier.withFreshHead(new Encoder(config, parameters), pooling, LABELS.size(), seed);
        return new SavedModel(
                classifier, tokenizer(), ModelCard.of(LABELS, 16, "tiny/random", new Dropout(0.1, 0.2, 0.3), 7));
    }

    static PackedBatch batch() {
        return PackedBatch.builder()
                .add(new int[] {2, 5, 6, 7, 3})
                .add(new int[] {2, 8, 3})
                .build();
    }

    private static Tokenizer tokenizer() {
        JsonObject vocabulary = new JsonObject();
        JsonArray added = new JsonArray();
        for (int i = 0; i < WORDS.size(); i++) {
            vocabulary.addProperty(WORDS.get(i), i);
            if (WORDS.get(i).startsWith("[")) {
                JsonObject token = new JsonObject();
                token.addProperty("id", i);
                token.addProperty("content", WORDS.get(i));
                for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
                    token.addProperty(flag, false);
                }
                token.addProperty("special", true);
                added.add(token);
            }
        }
        String json = """
                {"version": "1.0", "truncation": null, "padding": null, "added_tokens": %s,
                 "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                                "strip_accents": null, "lowercase": true},
                 "pre_tokenizer": {"type": "BertPreTokenizer"},
                 "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
                 "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
                 "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                           "max_input_chars_per_word": 100, "vocab": %s}}
                """.formatted(added, vocabulary);
        return Tokenizer.fromJson(json);
    }
}
