package io.verdict.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** {@code [CLS] A [SEP]} and {@code [CLS] A [SEP] B [SEP]}, the second sequence with type 1. */
record BertProcessing(String sep, int sepId, String cls, int clsId) implements PostProcessor {

    @Override
    public List<Piece> single() {
        return List.of(token(cls, clsId, 0), new Sequence(0, 0), token(sep, sepId, 0));
    }

    @Override
    public List<Piece> pair() {
        return List.of(
                token(cls, clsId, 0),
                new Sequence(0, 0),
                token(sep, sepId, 0),
                new Sequence(1, 1),
                token(sep, sepId, 1));
    }

    private static Piece token(String token, int id, int typeId) {
        return new SpecialTokens(token, List.of(id), List.of(token), typeId);
    }

    @Override
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("type", "BertProcessing");
        json.add("sep", tokenAndId(sep, sepId));
        json.add("cls", tokenAndId(cls, clsId));
        return json;
    }

    private static JsonArray tokenAndId(String token, int id) {
        JsonArray json = new JsonArray();
        json.add(token);
        json.add(id);
        return json;
    }
}
