package io.verdict.transformer.saved;

import com.google.gson.JsonObject;
import io.verdict.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tokenizer's files in a saved model. transformers reads {@code tokenizer.json} as it is only through its class
 * {@code PreTrainedTokenizerFast}; {@code BertTokenizerFast} would set the normalizer to its own defaults.
 */
final class TokenizerFolder {
    static final String TOKENIZER = "tokenizer.json";
    static final String CONFIG = "tokenizer_config.json";
    static final String SPECIAL_TOKENS = "special_tokens_map.json";

    private static final Map<String, String> ROLES = roles();

    private TokenizerFolder() {}

    static void write(Path folder, Tokenizer tokenizer, int maxLength) throws IOException {
        Files.writeString(folder.resolve(TOKENIZER), tokenizer.toJson(), StandardCharsets.UTF_8);
        JsonObject special = new JsonObject();
        ROLES.forEach((role, token) -> {
            if (tokenizer.tokenToId(token).isPresent()) {
                special.addProperty(role, token);
            }
        });
        JsonFile.write(folder.resolve(SPECIAL_TOKENS), special);
        JsonObject config = special.deepCopy();
        config.addProperty("tokenizer_class", "PreTrainedTokenizerFast");
        config.addProperty("model_max_length", maxLength);
        config.addProperty("clean_up_tokenization_spaces", true);
        JsonFile.write(folder.resolve(CONFIG), config);
    }

    private static Map<String, String> roles() {
        Map<String, String> roles = new LinkedHashMap<>();
        roles.put("unk_token", "[UNK]");
        roles.put("sep_token", "[SEP]");
        roles.put("pad_token", "[PAD]");
        roles.put("cls_token", "[CLS]");
        roles.put("mask_token", "[MASK]");
        return roles;
    }
}
