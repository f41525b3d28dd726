package io.verdict.tokenizer;

import io.verdict.tokenizer.AddedTokenMatcher.Split;
import org.jspecify.annotations.Nullable;

/** The pipeline as HuggingFace's library runs it: stage by stage, each over the whole text. */
record StagedPipeline(
        AddedVocabulary addedVocabulary, @Nullable Normalizer normalizer, PreTokenizer preTokenizer, Model model)
        implements Pipeline {

    @Override
    public void tokenize(String text, TokenBuffer out) {
        int wordId = 0;
        for (Split piece : addedVocabulary.splitRaw(NormalizedText.of(text))) {
            if (piece.token() != null) {
                addToken(piece, wordId++, out);
                continue;
            }
            NormalizedText normalized = normalizer == null ? piece.text() : normalizer.normalize(piece.text());
            for (Split part : addedVocabulary.splitNormalized(normalized)) {
                if (part.token() != null) {
                    addToken(part, wordId++, out);
                    continue;
                }
                for (NormalizedText word : preTokenizer.preTokenize(part.text())) {
                    model.tokenize(word, wordId++, out);
                }
            }
        }
    }

    private static void addToken(Split split, int wordId, TokenBuffer out) {
        NormalizedText text = split.text();
        out.add(split.id(), text.start(0), text.end(text.length() - 1), wordId);
        out.literalToken(text.toString());
    }
}
