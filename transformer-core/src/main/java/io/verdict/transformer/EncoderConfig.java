package io.verdict.transformer;

/**
 * The sizes of a BERT encoder, in the terms of HuggingFace's {@code BertConfig}.
 *
 * @param vocabularySize rows of the word embeddings
 * @param hiddenSize width of a token's row; a multiple of {@code attentionHeads}
 * @param layers encoder layers; 0 is an embedding layer alone
 * @param attentionHeads heads of each self-attention
 * @param intermediateSize width of the feed-forward network
 * @param maxPositions rows of the position embeddings: the longest text in tokens
 * @param typeVocabularySize rows of the token type embeddings
 * @param layerNormEpsilon the epsilon inside every layer normalization
 * @param activation the feed-forward network's activation
 * @param pooler whether the encoder has BERT's pooler (dense + tanh on the first row)
 */
public record EncoderConfig(
        int vocabularySize,
        int hiddenSize,
        int layers,
        int attentionHeads,
        int intermediateSize,
        int maxPositions,
        int typeVocabularySize,
        double layerNormEpsilon,
        Activation activation,
        boolean pooler) {

    public EncoderConfig {
        positive("vocab_size", vocabularySize);
        positive("hidden_size", hiddenSize);
        positive("num_attention_heads", attentionHeads);
        positive("intermediate_size", intermediateSize);
        positive("max_position_embeddings", maxPositions);
        positive("type_vocab_size", typeVocabularySize);
        if (layers < 0) {
            throw new VerdictException("num_hidden_layers is " + layers + ", must not be negative");
        }
        if (hiddenSize % attentionHeads != 0) {
            throw new VerdictException("hidden_size " + hiddenSize + " is not a multiple of num_attention_heads "
                    + attentionHeads + "; check the encoder's config.json");
        }
        if (!(layerNormEpsilon > 0 && layerNormEpsilon < 1)) {
            throw new VerdictException("layer_norm_eps is " + layerNormEpsilon + ", must lie between 0 and 1");
        }
    }

    /** Width of one attention head. */
    public int headSize() {
        return hiddenSize / attentionHeads;
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new VerdictException(name + " is " + value + ", must be positive; check the encoder's config.json");
        }
    }
}
