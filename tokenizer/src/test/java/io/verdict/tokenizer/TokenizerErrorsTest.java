package io.verdict.tokenizer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be used is refused with a message that says what, where and what to do. */
class TokenizerErrorsTest {
    @TempDir
    Path folder;

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(TokenizerException.class);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> reading(Consumer<JsonObject> change) {
        String json = TestFiles.miniLm(change.andThen(TestFiles::shrink));
        return refused(() -> Tokenizer.fromJson(json));
    }

    private static Tokenizer small() {
        return Tokenizer.fromJson(TestFiles.miniLm(TestFiles::shrink));
    }

    @Test
    void whatIsNotJson() {
        refused(() -> Tokenizer.fromJson("hello"))
                .hasMessageStartingWith(
                        "tokenizer.json is not JSON: it is malformed or ends too early at line 1 column ");
        refused(() -> Tokenizer.fromJson("")).hasMessage("tokenizer.json must hold one JSON object and nothing else.");
        refused(() -> Tokenizer.fromJson("{\"model\": {"))
                .hasMessageStartingWith(
                        "tokenizer.json is not JSON: it is malformed or ends too early at line 1 column ");
        refused(() -> Tokenizer.fromJson("[]"))
                .hasMessage("tokenizer.json must hold one JSON object and nothing else.");
        refused(() -> Tokenizer.fromJson("{} {}"))
                .hasMessage("tokenizer.json is not JSON: it is malformed or ends too early at line 1 column 5.");
        refused(() -> Tokenizer.load(new ByteArrayInputStream("\u00E9".getBytes(StandardCharsets.ISO_8859_1))))
                .hasMessage("tokenizer.json is not UTF-8 text.");
    }

    @Test
    void filesThatAreNotThere() throws IOException {
        refused(() -> Tokenizer.load(folder)).hasMessage(folder + " holds neither tokenizer.json nor vocab.txt.");
        Path missing = folder.resolve("tokenizer.json");
        refused(() -> Tokenizer.load(missing)).hasMessageStartingWith(missing + " does not exist; a tokenizer is");
        Files.write(missing, new byte[] {'{', (byte) 0xFF, '}'});
        refused(() -> Tokenizer.load(missing)).hasMessage(missing + " is not UTF-8 text.");
    }

    @Test
    void missingParts() {
        refused(() -> Tokenizer.fromJson(TestFiles.miniLm(json -> TestFiles.set(json, "model", "{}"))))
                .hasMessage("tokenizer.json.model: the field \"type\" is missing.");
        refused(() -> Tokenizer.fromJson("{\"version\":\"1.0\"}"))
                .hasMessage("tokenizer.json: the field \"model\" is missing.");
        reading(json -> json.remove("pre_tokenizer"))
                .hasMessage("tokenizer.json: the field \"pre_tokenizer\" is missing.");
        reading(json -> json.getAsJsonObject("post_processor").remove("pair"))
                .hasMessage("tokenizer.json.post_processor: the field \"pair\" is missing.");
    }

    @ParameterizedTest
    @CsvSource({
        "normalizer, NFKC, 'BertNormalizer, or null for none'",
        "normalizer, Sequence, 'BertNormalizer, or null for none'",
        "pre_tokenizer, ByteLevel, BertPreTokenizer",
        "post_processor, RobertaProcessing, 'TemplateProcessing, BertProcessing, or null for none'",
        "decoder, ByteLevel, 'WordPiece, or null for none'",
        "model, BPE, WordPiece",
        "model, Unigram, WordPiece",
    })
    void otherComponentsAreNamedWithTheSupportedOnes(String part, String type, String supported) {
        String json = TestFiles.miniLm(j -> {
            JsonObject other = j.getAsJsonObject(part);
            other.addProperty("type", type);
        });
        refused(() -> Tokenizer.fromJson(json))
                .hasMessage("tokenizer.json." + part + ": the type \"" + type + "\" is not supported; supported: "
                        + supported + ". Only BERT's WordPiece tokenizers can be read.");
    }

    @Test
    void unknownAndWrongFields() {
        reading(json -> json.addProperty("dropout", 0.1))
                .hasMessageStartingWith("tokenizer.json: unknown field \"dropout\"; known are added_tokens, decoder, ");
        reading(json -> json.getAsJsonObject("normalizer").addProperty("unaccent", true))
                .hasMessageStartingWith("tokenizer.json.normalizer: unknown field \"unaccent\"; known are ");
        reading(json -> json.getAsJsonObject("normalizer").addProperty("lowercase", "yes"))
                .hasMessage(
                        "tokenizer.json.normalizer: the field \"lowercase\" must be true or false, but is \"yes\".");
        reading(json -> json.getAsJsonObject("model").addProperty("max_input_chars_per_word", 1.5))
                .hasMessage("tokenizer.json.model: the field \"max_input_chars_per_word\" must be an integer, but is"
                        + " 1.5.");
        reading(json -> TestFiles.set(json, "padding", "{\"strategy\":\"Longest\"}"))
                .hasMessage("tokenizer.json.padding: the field \"strategy\" must be \"BatchLongest\" or {\"Fixed\":"
                        + " length}, but is \"Longest\".");
        reading(json -> TestFiles.set(json, "truncation", "{\"max_length\":8,\"stride\":0,\"strategy\":\"Both\"}"))
                .hasMessage("tokenizer.json.truncation: the field \"strategy\" must be one of [LongestFirst, OnlyFirst,"
                        + " OnlySecond], but is \"Both\".");
    }

    @Test
    void vocabularies() {
        reading(json -> json.getAsJsonObject("model").addProperty("unk_token", "<unk>"))
                .hasMessage("WordPiece: the unknown token \"<unk>\" is not in the vocabulary of 2500 tokens; add it or"
                        + " name the right one as unk_token.");
        reading(json -> json.getAsJsonObject("model").getAsJsonObject("vocab").addProperty("zzz", 1999))
                .hasMessage("Vocabulary: tokens \"in\" and \"zzz\" have the same id 1999; each token needs its own.");
        reading(json -> json.getAsJsonObject("model").getAsJsonObject("vocab").addProperty("zzz", -1))
                .hasMessage("Vocabulary: token \"zzz\" has the id -1; ids lie between 0 and 16777215.");
        refused(() -> small().decode(new int[] {101, 2500}, true))
                .hasMessage("No token has the id 2500; the vocabulary has 2500 tokens.");
    }

    @Test
    void addedTokens() {
        String place = "tokenizer.json.added_tokens: ";
        Consumer<JsonObject> wrongId = json ->
                json.getAsJsonArray("added_tokens").get(1).getAsJsonObject().addProperty("id", 7);
        reading(wrongId)
                .hasMessage(place + "the token \"[UNK]\" has the id 7, but the model's vocabulary gives it 100.");
        reading(json -> json.getAsJsonArray("added_tokens")
                        .add(AddedToken.special("<x>").toJson(40_000)))
                .hasMessage(place + "the token \"<x>\" has the id 40000, but the next free id is 2500.");
        reading(json -> json.getAsJsonArray("added_tokens")
                        .add(AddedToken.special("[CLS]").toJson(101)))
                .hasMessage(place + "the token \"[CLS]\" is empty or stands there twice.");
        reading(json -> json.getAsJsonArray("added_tokens")
                        .add(new AddedToken("\u0301", false, false, false, true, false).toJson(2500)))
                .hasMessage("Added token \"\u0301\" (id 2500) is empty after normalization, so it would match"
                        + " everywhere; set normalized to false.");
    }

    @Test
    void templates() {
        reading(json -> json.getAsJsonObject("post_processor")
                        .getAsJsonObject("special_tokens")
                        .remove("[SEP]"))
                .hasMessage("tokenizer.json.post_processor.special_tokens: the template uses \"[SEP]\", which is not"
                        + " defined here; defined are [[CLS]].");
        reading(json -> TestFiles.set(json.getAsJsonObject("post_processor"), "single", "[]"))
                .hasMessage("TemplateProcessing: the template \"single\" must use the sequence A and not B.");
        Tokenizer withoutPairs = Tokenizer.fromJson(
                TestFiles.miniLm(json -> TestFiles.set(json.getAsJsonObject("post_processor"), "pair", "[]")));
        refused(() -> withoutPairs.encode("a", "b"))
                .hasMessage("TemplateProcessing: this tokenizer has no template for pairs: its template \"pair\" must"
                        + " use both sequences, A and B.");
        refused(() -> small().encodeAll(List.of("a", "b"), List.of("c")))
                .hasMessage("A batch of pairs needs as many second texts as first ones, but there are 2 and 1.");
    }

    @Test
    void truncations() {
        refused(() -> Truncation.to(-1)).hasMessage("Truncation: max_length is -1; it must not be negative.");
        refused(() -> new Truncation(4, Truncation.Strategy.LONGEST_FIRST, 4, Direction.RIGHT))
                .hasMessage("Truncation: stride 4 must be smaller than max_length 4, or the windows would never"
                        + " advance.");
        refused(() -> small().withTruncation(Truncation.to(1)))
                .hasMessage("Truncation: max_length 1 has no room for the 2 special tokens of a text; it must be at"
                        + " least 2.");
        refused(() -> small().withTruncation(new Truncation(6, Truncation.Strategy.ONLY_FIRST, 4, Direction.RIGHT)))
                .hasMessage("Truncation: stride 4 must be smaller than the 4 tokens that max_length 6 leaves beside 2"
                        + " special tokens.");
        refused(() -> small().withTruncation(Truncation.to(2)).encode("a", "b"))
                .hasMessage("Truncation: max_length 2 has no room for the 3 special tokens of a pair.");
        Truncation overlapping = new Truncation(8, Truncation.Strategy.LONGEST_FIRST, 3, Direction.RIGHT);
        refused(() -> small().withTruncation(overlapping).encode("a b c d e", "f g h i j"))
                .hasMessage("Truncation: stride 3 must be smaller than the 2 tokens that a sequence is cut to"
                        + " (max_length 8 less special tokens and the other sequence).");
        Truncation first = new Truncation(6, Truncation.Strategy.ONLY_FIRST, 0, Direction.RIGHT);
        refused(() -> small().withTruncation(first).encode("a", "b c d e f"))
                .hasMessage("Truncation: only the first sequence may be cut, but the other one has 5 tokens and 3 fit"
                        + " in all.");
        Truncation second = new Truncation(4, Truncation.Strategy.ONLY_SECOND, 0, Direction.RIGHT);
        refused(() -> small().withTruncation(second).encode("a b c"))
                .hasMessage("Truncation: strategy OnlySecond, but there is no second sequence to cut; the text has 3"
                        + " tokens and 2 fit.");
    }

    @Test
    void paddings() {
        refused(() -> Padding.fixed(-1, 0, "[PAD]")).hasMessage("Padding: length is -1; it must not be negative.");
        refused(() -> Padding.longest(-1, "[PAD]"))
                .hasMessage("Padding: pad_id -1 and pad_type_id 0 must not be negative.");
        refused(() -> new Padding(new Padding.BatchLongest(), Direction.LEFT, -8, 0, 0, "[PAD]"))
                .hasMessage("Padding: pad_to_multiple_of is -8; it must not be negative.");
    }

    @Test
    void vocabularyFiles() throws IOException {
        Path vocab = folder.resolve("vocab.txt");
        Files.writeString(vocab, "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\n[UNK]\n");
        refused(() -> Tokenizer.load(folder))
                .hasMessage(vocab + ": the token \"[UNK]\" stands on line 2 and again on line 6; a token has one id.");
        Files.writeString(vocab, "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\n");
        refused(() -> Tokenizer.load(vocab))
                .hasMessage(vocab + ": the special token \"[MASK]\" is not in the vocabulary of 5 tokens; add it, or"
                        + " name the right one in tokenizer_config.json.");
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": 1}");
        refused(() -> Tokenizer.load(vocab))
                .hasMessage(folder.resolve("tokenizer_config.json")
                        + ": the field \"do_lower_case\" must be true or false, but is 1.");
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"tokenizer_class\": \"MPNetTokenizer\"}");
        refused(() -> Tokenizer.load(vocab))
                .hasMessageStartingWith(folder.resolve("tokenizer_config.json")
                        + ": the tokenizer_class \"MPNetTokenizer\" is not supported for a vocab.txt; supported: ");
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_basic_tokenize\": false}");
        refused(() -> Tokenizer.load(vocab)).hasMessageEndingWith(": do_basic_tokenize false is not supported.");
    }
}
