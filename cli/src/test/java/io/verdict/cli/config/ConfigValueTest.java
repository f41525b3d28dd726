package io.verdict.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

class ConfigValueTest {
    private static final long SEED = 7;

    @Test
    void wordsStayWordsWithoutQuotes() {
        for (String word : List.of("freeze", "my model", "sentence-transformers/all-MiniLM-L6-v2", "../a.csv", "a")) {
            assertThat(ConfigValue.quoted(word)).isEqualTo(word.startsWith(".") ? '"' + word + '"' : word);
        }
    }

    @Test
    void whatLooksLikeAnythingElseIsQuoted() {
        for (String word :
                List.of("", "null", "True", "no", "ON", "y", "7", "1e-4", "- a", "a: b", "a #b", "~", ".inf")) {
            assertThat(ConfigValue.quoted(word)).isEqualTo('"' + word + '"');
        }
    }

    @Test
    void anyTextComesBack() {
        Random random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            String text = random.ints(random.nextInt(8), 0, 0x11000)
                    .map(c -> c < 0x400 ? c % 0x80 : c)
                    .filter(c -> c < 0xD800 || c > 0xDFFF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String yaml = ConfigValue.quoted(text);
            assertThat(load(yaml)).as(yaml).isEqualTo(text);
        }
    }

    private static Object load(String yaml) {
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        return new Load(settings).loadFromString(yaml);
    }
}
