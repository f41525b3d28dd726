package io.verdict.tokenizer;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HuggingFace's own library, the reference: called below DJL's tokenizer class, which would put its own truncation and
 * padding in place of the file's.
 *
 * <p>Texts must be well-formed UTF-16: JNI hands an unpaired surrogate on as three U+FFFD.
 */
final class HuggingFace implements AutoCloseable {
    private static final TokenizersLibrary LIBRARY = TokenizersLibrary.LIB;

    static {
        LibUtils.checkStatus();
    }

    private final long handle;

    HuggingFace(String tokenizerJson) {
        handle = LIBRARY.createTokenizerFromString(tokenizerJson);
    }

    /** The encoding and all that overflows from it, written out; compare with {@link #describe}. */
    String encode(String text, @Nullable String pair, boolean addSpecialTokens) {
        long encoding = pair == null
                ? LIBRARY.encode(handle, text, addSpecialTokens)
                : LIBRARY.encodeDual(handle, text, pair, addSpecialTokens);
        return describe(encoding);
    }

    List<String> encodeAll(List<String> texts) {
        List<String> described = new ArrayList<>();
        for (long encoding : LIBRARY.batchEncode(handle, texts.toArray(String[]::new), true)) {
            described.add(describe(encoding));
        }
        return described;
    }

    String decode(int[] ids, boolean skipSpecialTokens) {
        return LIBRARY.decode(handle, Arrays.stream(ids).asLongStream().toArray(), skipSpecialTokens);
    }

    private static String describe(long encoding) {
        StringBuilder text = new StringBuilder();
        text.append("ids ").append(Arrays.toString(LIBRARY.getTokenIds(encoding)));
        text.append("\ntokens ").append(Arrays.toString(LIBRARY.getTokens(encoding)));
        text.append("\ntypes ").append(Arrays.toString(LIBRARY.getTypeIds(encoding)));
        text.append("\nattention ").append(Arrays.toString(LIBRARY.getAttentionMask(encoding)));
        text.append("\nspecial ").append(Arrays.toString(LIBRARY.getSpecialTokenMask(encoding)));
        text.append("\nwords ").append(Arrays.toString(LIBRARY.getWordIds(encoding)));
        text.append("\nsequences ").append(Arrays.toString(LIBRARY.getSequenceIds(encoding)));
        text.append("\noffsets");
        for (CharSpan span : LIBRARY.getTokenCharSpans(encoding)) { // code points; null for special tokens
            text.append(' ').append(span == null ? 0 : span.getStart());
            text.append('-').append(span == null ? 0 : span.getEnd());
        }
        text.append('\n');
        for (long overflowing : LIBRARY.getOverflowing(encoding)) {
            text.append(describe(overflowing).indent(2));
        }
        LIBRARY.deleteEncoding(encoding);
        return text.toString();
    }

    /** An encoding of this library, written out in the same way; {@code texts} are what was encoded. */
    static String describe(Encoding encoding, String... texts) {
        int[] words = new int[encoding.length()];
        int[] sequences = new int[encoding.length()];
        for (int i = 0; i < encoding.length(); i++) {
            words[i] = encoding.wordId(i);
            sequences[i] = encoding.sequenceId(i);
        }
        StringBuilder text = new StringBuilder();
        text.append("ids ").append(Arrays.toString(encoding.ids()));
        text.append("\ntokens ").append(encoding.tokens());
        text.append("\ntypes ").append(Arrays.toString(encoding.typeIds()));
        text.append("\nattention ").append(Arrays.toString(encoding.attentionMask()));
        text.append("\nspecial ").append(Arrays.toString(encoding.specialTokensMask()));
        text.append("\nwords ").append(Arrays.toString(words));
        text.append("\nsequences ").append(Arrays.toString(sequences));
        text.append("\noffsets");
        List<CodePointIndex> indices =
                Arrays.stream(texts).map(CodePointIndex::of).toList();
        for (int i = 0; i < encoding.length(); i++) {
            CodePointIndex index = indices.get(Math.max(0, sequences[i]));
            text.append(' ').append(index.codePoints(encoding.start(i)));
            text.append('-').append(index.codePoints(encoding.end(i)));
        }
        text.append('\n');
        for (Encoding overflowing : encoding.overflowing()) {
            text.append(describe(overflowing, texts).indent(2));
        }
        return text.toString();
    }

    @Override
    public void close() {
        LIBRARY.deleteTokenizer(handle);
    }
}
