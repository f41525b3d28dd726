package io.verdict.tokenizer;

import com.google.gson.JsonElement;
import io.verdict.tokenizer.PostProcessor.Piece;
import io.verdict.tokenizer.PostProcessor.Sequence;
import io.verdict.tokenizer.PostProcessor.SpecialTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a {@code tokenizer.json}. Anything unknown in it is an error that says where it stands. */
final class TokenizerReader {
    private TokenizerReader() {}

    static TokenizerParts read(String text, String source) {
        JsonFields json = JsonFields.parse(text, source);
        json.optional("version");
        JsonFields truncation = json.optionalObject("truncation");
        JsonFields padding = json.optionalObject("padding");
        JsonFields normalizerJson = json.optionalObject("normalizer");
        JsonFields postProcessor = json.optionalObject("post_processor");
        JsonFields decoder = json.optionalObject("decoder");
        Model model = readModel(json.object("model"));
        PreTokenizer preTokenizer = readPreTokenizer(json.object("pre_tokenizer"));
        Normalizer normalizer = normalizerJson == null ? null : readNormalizer(normalizerJson);
        AddedVocabulary added = new AddedVocabulary(readAddedTokens(json, model.vocab()), normalizer);
        json.end();
        return new TokenizerParts(
                truncation == null ? null : TokenizerSettings.readTruncation(truncation),
                padding == null ? null : TokenizerSettings.readPadding(padding),
                added,
                normalizer,
                preTokenizer,
                postProcessor == null ? null : readPostProcessor(postProcessor),
                decoder == null ? null : readDecoder(decoder),
                model);
    }

    private static TokenizerException unsupported(JsonFields json, String type, String supported) {
        return new TokenizerException(json.place() + ": the type \"" + type + "\" is not supported; supported: "
                + supported + ". Only BERT's WordPiece tokenizers can be read.");
    }

    private static Model readModel(JsonFields json) {
        // The first files of the format leave the model's type out; these two fields belong to WordPiece alone.
        boolean untagged = json.optional("type") == null
                && json.optional("max_input_chars_per_word") != null
                && json.optional("continuing_subword_prefix") != null;
        if (!untagged && !json.string("type").equals("WordPiece")) {
            throw unsupported(json, json.string("type"), "WordPiece");
        }
        WordPiece model = new WordPiece(
                new Vocabulary(json.object("vocab").integers()),
                json.string("unk_token"),
                json.string("continuing_subword_prefix"),
                json.integer("max_input_chars_per_word"));
        json.end();
        return model;
    }

    private static Normalizer readNormalizer(JsonFields json) {
        if (!json.string("type").equals("BertNormalizer")) {
            throw unsupported(json, json.string("type"), "BertNormalizer, or null for none");
        }
        Normalizer normalizer = new BertNormalizer(
                json.bool("clean_text"),
                json.bool("handle_chinese_chars"),
                json.optional("strip_accents") == null ? null : json.bool("strip_accents"),
                json.bool("lowercase"));
        json.end();
        return normalizer;
    }

    private static PreTokenizer readPreTokenizer(JsonFields json) {
        if (!json.string("type").equals("BertPreTokenizer")) {
            throw unsupported(json, json.string("type"), "BertPreTokenizer");
        }
        json.end();
        return new BertPreTokenizer();
    }

    private static Decoder readDecoder(JsonFields json) {
        if (!json.string("type").equals("WordPiece")) {
            throw unsupported(json, json.string("type"), "WordPiece, or null for none");
        }
        Decoder decoder = new WordPieceDecoder(json.string("prefix"), json.bool("cleanup"));
        json.end();
        return decoder;
    }

    private static PostProcessor readPostProcessor(JsonFields json) {
        String type = json.string("type");
        return switch (type) {
            case "BertProcessing" -> readBertProcessing(json);
            case "TemplateProcessing" -> readTemplateProcessing(json);
            default -> throw unsupported(json, type, "TemplateProcessing, BertProcessing, or null for none");
        };
    }

    private static PostProcessor readBertProcessing(JsonFields json) {
        List<JsonElement> sep = tokenAndId(json, "sep");
        List<JsonElement> cls = tokenAndId(json, "cls");
        json.end();
        return new BertProcessing(
                sep.get(0).getAsString(),
                json.toInt(sep.get(1), "sep"),
                cls.get(0).getAsString(),
                json.toInt(cls.get(1), "cls"));
    }

    private static List<JsonElement> tokenAndId(JsonFields json, String name) {
        List<JsonElement> pair = new ArrayList<>();
        json.array(name).forEach(pair::add);
        if (pair.size() != 2 || !pair.get(0).isJsonPrimitive()) {
            throw json.wrong(name, "a token and its id, [\"token\", id]", json.required(name));
        }
        return pair;
    }

    private static PostProcessor readTemplateProcessing(JsonFields json) {
        JsonFields definitions = json.object("special_tokens");
        List<Piece> single = readTemplate(json, "single", definitions);
        List<Piece> pair = readTemplate(json, "pair", definitions);
        json.end();
        return new TemplateProcessing(single, pair);
    }

    private static List<Piece> readTemplate(JsonFields json, String name, JsonFields definitions) {
        List<Piece> template = new ArrayList<>();
        for (JsonElement element : json.array(name)) {
            if (!element.isJsonObject()) {
                throw json.wrong(name, "an array of objects", element);
            }
            JsonFields tagged = new JsonFields(element.getAsJsonObject(), json.place() + "." + name);
            template.add(readPiece(tagged, definitions));
            tagged.end();
        }
        return template;
    }

    private static Piece readPiece(JsonFields tagged, JsonFields definitions) {
        boolean special = tagged.optional("SpecialToken") != null;
        JsonFields body = tagged.object(special ? "SpecialToken" : "Sequence");
        String id = body.string("id");
        int typeId = body.integer("type_id");
        body.end();
        if (special) {
            return readSpecialTokens(id, typeId, definitions);
        }
        if (!id.equals("A") && !id.equals("B")) {
            throw body.wrong("id", "\"A\" or \"B\"", body.required("id"));
        }
        return new Sequence(id.equals("A") ? 0 : 1, typeId);
    }

    private static SpecialTokens readSpecialTokens(String id, int typeId, JsonFields definitions) {
        if (!definitions.names().contains(id)) {
            throw new TokenizerException(definitions.place() + ": the template uses \"" + id
                    + "\", which is not defined here; defined are " + definitions.names() + ".");
        }
        JsonFields definition = definitions.object(id);
        definition.string("id");
        List<Integer> ids = new ArrayList<>();
        definition.array("ids").forEach(e -> ids.add(definition.toInt(e, "ids")));
        List<String> tokens = new ArrayList<>();
        definition.array("tokens").forEach(e -> tokens.add(e.getAsString()));
        definition.end();
        if (ids.size() != tokens.size()) {
            throw new TokenizerException(
                    definition.place() + ": there are " + ids.size() + " ids but " + tokens.size() + " tokens.");
        }
        return new SpecialTokens(id, ids, tokens, typeId);
    }

    /**
     * Added tokens by id, in the order of the file. HuggingFace's library numbers new tokens itself, behind the model's
     * vocabulary, and only warns when the file says otherwise; here that is an error.
     */
    private static Map<Integer, AddedToken> readAddedTokens(JsonFields json, Vocabulary vocab) {
        return json.optional("added_tokens") == null
                ? Map.of()
                : readAddedTokens(json.array("added_tokens"), json.place() + ".added_tokens", vocab);
    }

    static Map<Integer, AddedToken> readAddedTokens(Iterable<JsonElement> array, String place, Vocabulary vocab) {
        Map<Integer, AddedToken> tokens = new LinkedHashMap<>();
        Map<String, Integer> ids = new HashMap<>();
        int largest = -1;
        for (JsonElement element : array) {
            if (!element.isJsonObject()) {
                throw new TokenizerException(place + ": each entry must be an object.");
            }
            JsonFields fields = new JsonFields(element.getAsJsonObject(), place);
            int id = fields.integer("id");
            AddedToken token = readAddedToken(fields);
            Integer known = vocab.id(token.content());
            int expected = known != null ? known : Math.max(largest + 1, vocab.size());
            if (token.content().isEmpty() || ids.containsKey(token.content())) {
                throw new TokenizerException(
                        fields.place() + ": the token \"" + token.content() + "\" is empty or stands there twice.");
            }
            if (id != expected) {
                throw new TokenizerException(fields.place() + ": the token \"" + token.content() + "\" has the id " + id
                        + ", but " + (known != null ? "the model's vocabulary gives it " : "the next free id is ")
                        + expected + ".");
            }
            ids.put(token.content(), id);
            tokens.put(id, token);
            largest = Math.max(largest, id);
        }
        return tokens;
    }

    private static AddedToken readAddedToken(JsonFields fields) {
        AddedToken token = new AddedToken(
                fields.string("content"),
                fields.bool("single_word"),
                fields.bool("lstrip"),
                fields.bool("rstrip"),
                fields.bool("normalized"),
                fields.bool("special"));
        fields.end();
        return token;
    }
}
