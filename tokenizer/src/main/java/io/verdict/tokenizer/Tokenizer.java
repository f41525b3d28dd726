package io.verdict.tokenizer;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.verdict.tokenizer.PostProcessor.Piece;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A BERT tokenizer that gives what HuggingFace's {@code tokenizers} gives for the same file: ids, tokens, type ids,
 * masks, offsets and word ids.
 *
 * <p>Immutable and safe for use by several threads; {@code with...} methods return a changed copy that shares the
 * vocabulary.
 */
public final class Tokenizer {
    private final TokenizerParts parts;
    /** Model vocabulary and added tokens. */
    private final Vocabulary vocabulary;

    private final Pipeline pipeline;
    private final @Nullable Truncation truncation;
    private final @Nullable Padding padding;

    private Tokenizer(
            TokenizerParts parts,
            Vocabulary vocabulary,
            Pipeline pipeline,
            @Nullable Truncation truncation,
            @Nullable Padding padding) {
        this.parts = parts;
        this.vocabulary = vocabulary;
        this.pipeline = pipeline;
        this.truncation = truncation;
        this.padding = padding;
        if (truncation != null) {
            checkRoom(truncation);
        }
    }

    private static Tokenizer of(TokenizerParts parts) {
        Vocabulary vocabulary =
                parts.model().vocab().with(parts.addedVocabulary().ids());
        return new Tokenizer(parts, vocabulary, parts.pipeline(), parts.truncation(), parts.padding());
    }

    /**
     * Reads a tokenizer.
     *
     * @param path a {@code tokenizer.json}, a {@code vocab.txt} (with {@code tokenizer_config.json} and
     *     {@code special_tokens_map.json} beside it where they exist), or a folder that holds one of the two;
     *     {@code tokenizer.json} goes first and is taken alone
     * @throws TokenizerException when the file is missing, damaged or asks for something that is not supported
     */
    public static Tokenizer load(Path path) {
        return of(TokenizerFiles.read(path));
    }

    /** Reads a {@code tokenizer.json} from a stream in UTF-8, which stays open. */
    public static Tokenizer load(InputStream tokenizerJson) {
        return of(TokenizerFiles.read(tokenizerJson));
    }

    /** Reads the text of a {@code tokenizer.json}. */
    public static Tokenizer fromJson(String tokenizerJson) {
        return of(TokenizerReader.read(tokenizerJson, "tokenizer.json"));
    }

    /** This tokenizer with another truncation, or with none. */
    public Tokenizer withTruncation(@Nullable Truncation newTruncation) {
        return new Tokenizer(parts, vocabulary, pipeline, newTruncation, padding);
    }

    /** This tokenizer with another padding, or with none. */
    public Tokenizer withPadding(@Nullable Padding newPadding) {
        return new Tokenizer(parts, vocabulary, pipeline, truncation, newPadding);
    }

    /** For tests: this tokenizer on the stage by stage pipeline. */
    Tokenizer staged() {
        return new Tokenizer(parts, vocabulary, parts.stagedPipeline(), truncation, padding);
    }

    /** The truncation, or null for none. */
    public @Nullable Truncation truncation() {
        return truncation;
    }

    /** The padding, or null for none. */
    public @Nullable Padding padding() {
        return padding;
    }

    /** The number of tokens, added tokens included. */
    public int vocabularySize() {
        return vocabulary.size();
    }

    /** The id of a token, if there is such a token. */
    public OptionalInt tokenToId(String token) {
        Integer id = vocabulary.id(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** The token with this id. */
    public String idToToken(int id) {
        String token = vocabulary.token(id);
        if (token == null) {
            throw new TokenizerException(
                    "No token has the id " + id + "; the vocabulary has " + vocabulary.size() + " tokens.");
        }
        return token;
    }

    /** Encodes a text, with special tokens. */
    public Encoding encode(String text) {
        return encode(text, null, true);
    }

    /** Encodes a pair of texts, with special tokens. */
    public Encoding encode(String text, String pair) {
        return encode(text, pair, true);
    }

    /** Encodes a text or a pair of texts, with or without the special tokens of the post-processor. */
    public Encoding encode(String text, @Nullable String pair, boolean addSpecialTokens) {
        List<TokenBuffer> sequences = new ArrayList<>();
        sequences.add(tokenize(text));
        if (pair != null) {
            sequences.add(tokenize(pair));
        }
        List<Piece> layout = layout(pair != null);
        Draft draft = Draft.of(layout, sequences, windows(sequences, layout, addSpecialTokens), addSpecialTokens);
        Encoding encoding = Encoding.of(draft, vocabulary);
        return padding == null ? encoding : encoding.paddedTo(padding.target(encoding.length()), padding);
    }

    /** Encodes a batch on all cores, in order; padding looks at the whole batch. */
    public List<Encoding> encodeAll(List<String> texts) {
        return encodeInParallel(texts.size(), i -> encode(texts.get(i)));
    }

    /** Encodes a batch of pairs on all cores, in order; padding looks at the whole batch. */
    public List<Encoding> encodeAll(List<String> texts, List<String> pairs) {
        if (texts.size() != pairs.size()) {
            throw new TokenizerException("A batch of pairs needs as many second texts as first ones, but there are "
                    + texts.size() + " and " + pairs.size() + ".");
        }
        return encodeInParallel(texts.size(), i -> encode(texts.get(i), pairs.get(i)));
    }

    private List<Encoding> encodeInParallel(int size, IntFunction<Encoding> encode) {
        List<Encoding> encodings =
                IntStream.range(0, size).parallel().mapToObj(encode).toList();
        if (padding == null) {
            return encodings;
        }
        int longest = encodings.stream().mapToInt(Encoding::length).max().orElse(0);
        int target = padding.target(longest);
        return encodings.stream().map(e -> e.paddedTo(target, padding)).toList();
    }

    /** The ids of {@link #encode(String)} and nothing else, faster. */
    public int[] encodeIds(String text) {
        TokenBuffer tokens = TokenBuffer.idsOnly(text.length());
        pipeline.tokenize(text, tokens);
        List<Piece> layout = layout(false);
        Windows.Window kept = windows(List.of(tokens), layout, true).get(0).kept();
        int length = PostProcessor.addedTokens(layout);
        for (Piece piece : layout) {
            length += piece instanceof PostProcessor.Sequence ? kept.to() - kept.from() : 0;
        }
        int missing = padding == null ? 0 : Math.max(0, padding.target(length) - length);
        int[] ids = new int[length + missing];
        int at = 0;
        if (padding != null) {
            boolean left = padding.direction() == Direction.LEFT;
            Arrays.fill(ids, left ? 0 : length, left ? missing : ids.length, padding.padId());
            at = left ? missing : 0;
        }
        for (Piece piece : layout) {
            if (piece instanceof PostProcessor.SpecialTokens special) {
                for (int id : special.ids()) {
                    ids[at++] = id;
                }
            } else {
                tokens.copyIds(kept.from(), kept.to(), ids, at);
                at += kept.to() - kept.from();
            }
        }
        return ids;
    }

    /** Turns ids back into text, with or without special tokens. */
    public String decode(int[] ids, boolean skipSpecialTokens) {
        List<String> tokens = new ArrayList<>(ids.length);
        for (int id : ids) {
            String token = idToToken(id);
            if (!skipSpecialTokens || !parts.addedVocabulary().isSpecial(token)) {
                tokens.add(token);
            }
        }
        Decoder decoder = parts.decoder();
        return decoder == null ? String.join(" ", tokens) : decoder.decode(tokens);
    }

    /** This tokenizer as the text of a {@code tokenizer.json} that HuggingFace's library reads. */
    public String toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("version", "1.0");
        json.add("truncation", truncation == null ? JsonNull.INSTANCE : TokenizerSettings.toJson(truncation));
        json.add("padding", padding == null ? JsonNull.INSTANCE : TokenizerSettings.toJson(padding));
        parts.addTo(json);
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .serializeNulls()
                .create()
                .toJson(json);
    }

    private TokenBuffer tokenize(String text) {
        TokenBuffer tokens = TokenBuffer.forText(text.length());
        pipeline.tokenize(text, tokens);
        return tokens;
    }

    private List<Piece> layout(boolean pair) {
        PostProcessor postProcessor = parts.postProcessor();
        if (postProcessor == null) {
            return pair ? PostProcessor.BARE_PAIR : PostProcessor.BARE_SINGLE;
        }
        return pair ? postProcessor.pair() : postProcessor.single();
    }

    private List<Windows> windows(List<TokenBuffer> sequences, List<Piece> layout, boolean addSpecialTokens) {
        int first = sequences.get(0).size();
        boolean pair = sequences.size() == 2;
        if (truncation == null) {
            return pair
                    ? List.of(
                            Windows.whole(first), Windows.whole(sequences.get(1).size()))
                    : List.of(Windows.whole(first));
        }
        int added = addSpecialTokens ? PostProcessor.addedTokens(layout) : 0;
        int room = truncation.maxLength() - added;
        if (room < 0) {
            throw new TokenizerException("Truncation: max_length " + truncation.maxLength() + " has no room for the "
                    + added + " special tokens of a " + (pair ? "pair" : "text") + ".");
        }
        return pair
                ? Windows.ofPair(first, sequences.get(1).size(), room, truncation)
                : List.of(Windows.ofSingle(first, room, truncation));
    }

    private void checkRoom(Truncation wanted) {
        int added = PostProcessor.addedTokens(layout(false));
        int room = wanted.maxLength() - added;
        if (room < 0) {
            throw new TokenizerException("Truncation: max_length " + wanted.maxLength() + " has no room for the "
                    + added + " special tokens of a text; it must be at least " + added + ".");
        }
        if (wanted.stride() > 0 && wanted.stride() >= room) {
            throw new TokenizerException("Truncation: stride " + wanted.stride() + " must be smaller than the " + room
                    + " tokens that max_length " + wanted.maxLength() + " leaves beside " + added
                    + " special tokens.");
        }
    }
}
