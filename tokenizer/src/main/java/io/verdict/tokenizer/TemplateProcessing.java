package io.verdict.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.TreeMap;

/** Layouts written out piece by piece. */
record TemplateProcessing(List<Piece> single, List<Piece> pair) implements PostProcessor {

    TemplateProcessing {
        single = List.copyOf(single);
        pair = List.copyOf(pair);
        if (!uses(single, 0) || uses(single, 1)) {
            throw new TokenizerException(
                    "TemplateProcessing: the template \"single\" must use the sequence A and not B.");
        }
    }

    /** The usual layout of BERT. */
    static TemplateProcessing bert(String cls, int clsId, String sep, int sepId) {
        BertProcessing bert = new BertProcessing(sep, sepId, cls, clsId);
        return new TemplateProcessing(bert.single(), bert.pair());
    }

    @Override
    public List<Piece> pair() {
        if (!uses(pair, 0) || !uses(pair, 1)) {
            throw new TokenizerException("TemplateProcessing: this tokenizer has no template for pairs: its template"
                    + " \"pair\" must use both sequences, A and B.");
        }
        return pair;
    }

    private static boolean uses(List<Piece> template, int sequence) {
        return template.stream().anyMatch(piece -> piece instanceof Sequence s && s.index() == sequence);
    }

    @Override
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("type", "TemplateProcessing");
        json.add("single", toJson(single));
        json.add("pair", toJson(pair));
        TreeMap<String, JsonObject> specialTokens = new TreeMap<>();
        for (List<Piece> template : List.of(single, pair)) {
            for (Piece piece : template) {
                if (piece instanceof SpecialTokens special) {
                    specialTokens.put(special.id(), definition(special));
                }
            }
        }
        JsonObject definitions = new JsonObject();
        specialTokens.forEach(definitions::add);
        json.add("special_tokens", definitions);
        return json;
    }

    private static JsonArray toJson(List<Piece> template) {
        JsonArray json = new JsonArray();
        for (Piece piece : template) {
            JsonObject body = new JsonObject();
            JsonObject tagged = new JsonObject();
            if (piece instanceof Sequence sequence) {
                body.addProperty("id", sequence.index() == 0 ? "A" : "B");
                tagged.add("Sequence", body);
            } else if (piece instanceof SpecialTokens special) {
                body.addProperty("id", special.id());
                tagged.add("SpecialToken", body);
            }
            body.addProperty("type_id", piece.typeId());
            json.add(tagged);
        }
        return json;
    }

    private static JsonObject definition(SpecialTokens special) {
        JsonObject json = new JsonObject();
        JsonArray ids = new JsonArray();
        special.ids().forEach(ids::add);
        JsonArray tokens = new JsonArray();
        special.tokens().forEach(tokens::add);
        json.addProperty("id", special.id());
        json.add("ids", ids);
        json.add("tokens", tokens);
        return json;
    }
}
