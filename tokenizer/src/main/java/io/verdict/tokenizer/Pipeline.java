package io.verdict.tokenizer;

/** From text to the tokens of one sequence: added tokens, normalizer, pre-tokenizer, model. */
interface Pipeline {
    /** Appends the tokens of {@code text}; {@code out} must be empty. */
    void tokenize(String text, TokenBuffer out);
}
