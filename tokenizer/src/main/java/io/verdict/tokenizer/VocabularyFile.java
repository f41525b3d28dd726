package io.verdict.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tokenizer that a {@code vocab.txt} stands for, as HuggingFace's transformers converts it: line number is
 * id, the settings come from {@code tokenizer_config.json}, names of special tokens from there or from
 * {@code special_tokens_map.json}.
 */
final class VocabularyFile {
    /** Classes of transformers that convert a {@code vocab.txt} in the same way. */
    private static final List<String> CLASSES =
            List.of("BertTokenizer", "DistilBertTokenizer", "ElectraTokenizer", "MobileBertTokenizer");

    private final Vocabulary vocab;
    private final Path source;
    private final JsonFields config;
    private final JsonFields specialTokensMap;

    private VocabularyFile(Path source) {
        this.source = source;
        vocab = new Vocabulary(readLines(source));
        config = sibling("tokenizer_config.json");
        specialTokensMap = sibling("special_tokens_map.json");
    }

    static TokenizerParts read(Path source) {
        return new VocabularyFile(source).parts();
    }

    private static Map<String, Integer> readLines(Path source) {
        String text = TokenizerFiles.text(source);
        // Universal newlines, as Python reads the file; what follows the last one is a line only when it is not empty.
        String[] lines = text.split("\r\n|\r|\n", -1);
        int count = lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
        Map<String, Integer> ids = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Integer before = ids.put(lines[i], i);
            if (before != null) {
                throw new TokenizerException(source + ": the token \"" + lines[i] + "\" stands on line " + (before + 1)
                        + " and again on line " + (i + 1) + "; a token has one id.");
            }
        }
        return ids;
    }

    private JsonFields sibling(String name) {
        Path path = source.resolveSibling(name);
        return JsonFields.parse(Files.exists(path) ? TokenizerFiles.text(path) : "{}", path.toString());
    }

    private void checkSupported() {
        if (config.optional("tokenizer_class") != null) {
            String name = config.string("tokenizer_class");
            String slow = name.endsWith("Fast") ? name.substring(0, name.length() - "Fast".length()) : name;
            if (!CLASSES.contains(slow)) {
                throw new TokenizerException(config.place() + ": the tokenizer_class \"" + name
                        + "\" is not supported for a vocab.txt; supported: " + CLASSES
                        + ", also with Fast. Save it with transformers as tokenizer.json and read that.");
            }
        }
        if (!flag("do_basic_tokenize", true)) {
            throw new TokenizerException(config.place() + ": do_basic_tokenize false is not supported.");
        }
    }

    private TokenizerParts parts() {
        checkSupported();
        String unk = specialToken("unk_token", "[UNK]");
        String sep = specialToken("sep_token", "[SEP]");
        String pad = specialToken("pad_token", "[PAD]");
        String cls = specialToken("cls_token", "[CLS]");
        String mask = specialToken("mask_token", "[MASK]");
        BertNormalizer normalizer = new BertNormalizer(
                true,
                flag("tokenize_chinese_chars", true),
                config.optional("strip_accents") == null ? null : config.bool("strip_accents"),
                flag("do_lower_case", true));
        Model model = new WordPiece(vocab, unk, "##", 100);
        Map<Integer, AddedToken> added = addedTokens(List.of(unk, sep, pad, cls, mask));
        return new TokenizerParts(
                null,
                null,
                new AddedVocabulary(added, normalizer),
                normalizer,
                new BertPreTokenizer(),
                TemplateProcessing.bert(cls, id(cls), sep, id(sep)),
                new WordPieceDecoder("##", true),
                model);
    }

    /** The tokens of added_tokens_decoder, and the special tokens that it leaves out. */
    private Map<Integer, AddedToken> addedTokens(List<String> specialTokens) {
        Map<Integer, AddedToken> added = new LinkedHashMap<>(
                TokenizerReader.readAddedTokens(addedTokensDecoder(), config.place() + ".added_tokens_decoder", vocab));
        List<String> contents =
                new ArrayList<>(added.values().stream().map(AddedToken::content).toList());
        List<String> wanted = new ArrayList<>(specialTokens);
        if (config.optional("additional_special_tokens") != null) {
            for (JsonElement token : config.array("additional_special_tokens")) {
                wanted.add(content(config, "additional_special_tokens", token));
            }
        }
        for (String token : wanted) {
            if (!contents.contains(token)) {
                added.put(id(token), AddedToken.special(token));
                contents.add(token);
            }
        }
        return added;
    }

    /** An object from id to token, as an array of tokens with their ids, ascending. */
    private JsonArray addedTokensDecoder() {
        JsonArray tokens = new JsonArray();
        JsonFields decoder = config.optionalObject("added_tokens_decoder");
        if (decoder == null) {
            return tokens;
        }
        TreeMap<Integer, JsonObject> byId = new TreeMap<>();
        for (String id : decoder.names()) {
            JsonElement token = decoder.required(id);
            if (!id.matches("[0-9]{1,8}") || !token.isJsonObject()) {
                throw decoder.wrong(id, "an object under its id", token);
            }
            JsonObject withId = token.getAsJsonObject().deepCopy();
            withId.remove("__type");
            withId.addProperty("id", Integer.parseInt(id));
            byId.put(Integer.parseInt(id), withId);
        }
        byId.values().forEach(tokens::add);
        return tokens;
    }

    private boolean flag(String name, boolean otherwise) {
        return config.optional(name) == null ? otherwise : config.bool(name);
    }

    private int id(String token) {
        Integer id = vocab.id(token);
        if (id == null) {
            throw new TokenizerException(source + ": the special token \"" + token + "\" is not in the vocabulary of "
                    + vocab.size() + " tokens; add it, or name the right one in tokenizer_config.json.");
        }
        return id;
    }

    private String specialToken(String name, String otherwise) {
        String configured = content(config, name);
        String mapped = configured != null ? configured : content(specialTokensMap, name);
        return mapped != null ? mapped : otherwise;
    }

    private static @Nullable String content(JsonFields json, String name) {
        JsonElement element = json.optional(name);
        return element == null ? null : content(json, name, element);
    }

    /** A special token is a string, or an object with its text as {@code content}. */
    private static String content(JsonFields json, String name, JsonElement token) {
        JsonElement text = token.isJsonObject() ? token.getAsJsonObject().get("content") : token;
        if (text == null || !text.isJsonPrimitive()) {
            throw json.wrong(name, "a token", token);
        }
        return text.getAsString();
    }
}
