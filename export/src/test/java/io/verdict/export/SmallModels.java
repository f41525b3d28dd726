package io.verdict.export;

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
import io.verdict.transformer.saved.ModelCard;
import io.verdict.transformer.saved.SavedModel;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.factory.Nd4j;

/** Small random models with a tokenizer of a few words, and batches for them. */
public final class SmallModels {
    public static final int MAX_LENGTH = 32;
    public static final List<String> LABELS = List.of("bad", "fair", "good");

    private static final List<String> WORDS = List.of(
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "great", "film", "bad", "very", "##ly", "the", "was");

    private SmallModels() {}

    public static EncoderConfig config(Activation activation, boolean pooler) {
        return new EncoderConfig(WORDS.size(), 24, 2, 3, 40, MAX_LENGTH, 2, 1e-12, activation, pooler);
    }

    public static Classifier classifier(Pooling pooling, Activation activation, long seed) {
        EncoderConfig config = config(activation, pooling == Pooling.POOLER);
        return Classifier.withFreshHead(new Encoder(config, parameters(config, seed)), pooling, LABELS.size(), seed);
    }

    public static SavedModel model(Pooling pooling, boolean multiLabel, long seed) {
        ModelCard card = ModelCard.of(LABELS, MAX_LENGTH, "small/random", Dropout.BERT, seed)
                .withMultiLabel(multiLabel);
        return new SavedModel(classifier(pooling, Activation.GELU, seed), tokenizer(), card);
    }

    /** One that knows a single token type, as exports without token_type_ids give. */
    public static SavedModel modelOfOneType(long seed) {
        EncoderConfig config =
                new EncoderConfig(WORDS.size(), 24, 2, 3, 40, MAX_LENGTH, 1, 1e-12, Activation.GELU, false);
        Classifier classifier = Classifier.withFreshHead(
                new Encoder(config, parameters(config, seed)), Pooling.MEAN, LABELS.size(), seed);
        return new SavedModel(
                classifier, tokenizer(), ModelCard.of(LABELS, MAX_LENGTH, "small/random", Dropout.BERT, seed));
    }

    /** A batch of random texts of these lengths, of both types. */
    public static PackedBatch batch(long seed, int... lengths) {
        Random random = new Random(seed);
        PackedBatch.Builder batch = PackedBatch.builder();
        for (int length : lengths) {
            batch.add(
                    random.ints(length, 0, WORDS.size()).toArray(),
                    random.ints(length, 0, 2).toArray());
        }
        return batch.build();
    }

    /** Parameters large enough that a wrong one shows in the logits. */
    private static Parameters parameters(EncoderConfig config, long seed) {
        Random random = new Random(seed);
        Parameters parameters = new Parameters();
        for (ParameterSpec spec : ParameterSpec.encoder(config)) {
            double center = spec.name().endsWith("LayerNorm.weight") ? 1 : 0;
            float[] values = new float[Math.toIntExact(spec.size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (center + 0.3 * random.nextGaussian());
            }
            long[] shape = spec.shape().stream().mapToLong(Long::longValue).toArray();
            parameters.add(spec.name(), Nd4j.create(values, shape, 'c'));
        }
        return parameters;
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
        return Tokenizer.fromJson("""
                {"version": "1.0", "truncation": null, "padding": null, "added_tokens": %s,
                 "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                                "strip_accents": null, "lowercase": true},
                 "pre_tokenizer": {"type": "BertPreTokenizer"},
                 "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
                 "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
                 "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                           "max_input_chars_per_word": 100, "vocab": %s}}
                """.formatted(added, vocabulary));
    }
}
