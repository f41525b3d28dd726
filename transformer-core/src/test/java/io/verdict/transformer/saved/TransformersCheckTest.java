package io.verdict.transformer.saved;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.verdict.tokenizer.Encoding;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.tokenizer.Truncation;
import io.verdict.transformer.ClassifierSession;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.Pooling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Writes small random models and their logits for {@code tools/golden/check_saved_model.py}, which compares them with
 * transformers'. Runs only with {@code -Dverdict.golden.out=FOLDER}.
 */
@EnabledIfSystemProperty(named = TransformersCheckTest.FOLDER, matches = ".+")
class TransformersCheckTest {
    static final String FOLDER = "verdict.golden.out";

    /** Words of the vocabulary and others, accents, an empty text, and one longer than the model takes. */
    private static final List<String> TEXTS = List.of(
            "a great film",
            "A VERY bad film, very badly",
            "Grèat!  film\tgreatly",
            "\u4f60\u597d film",
            "nothing known here",
            "",
            "a very great bad film ".repeat(20).strip());

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void writesModelAndLogits(Pooling pooling) throws IOException {
        Path folder = Path.of(System.getProperty(FOLDER)).resolve(pooling.id());
        TinyModel.create(pooling, pooling == Pooling.POOLER, 11).save(folder, SavedModel.isModel(folder));
        SavedModel model = SavedModel.load(folder);
        Tokenizer tokenizer =
                model.tokenizer().withTruncation(Truncation.to(model.card().maxLength()));
        PackedBatch.Builder batch = PackedBatch.builder();
        for (String text : TEXTS) {
            Encoding encoding = tokenizer.encode(text);
            batch.add(encoding.ids(), encoding.typeIds());
        }
        StringBuilder lines = new StringBuilder();
        try (ClassifierSession session = model.classifier().openSession()) {
            float[][] logits = session.logits(batch.build());
            assertThat(logits).hasDimensions(TEXTS.size(), TinyModel.LABELS.size());
            for (int i = 0; i < logits.length; i++) {
                lines.append(line(TEXTS.get(i), logits[i])).append('\n');
            }
        }
        Files.writeString(folder.resolveSibling(pooling.id() + ".jsonl"), lines);
        model.classifier().close();
    }

    private static JsonObject line(String text, float[] logits) {
        JsonArray values = new JsonArray();
        for (float logit : logits) {
            values.add(logit);
        }
        JsonObject line = new JsonObject();
        line.addProperty("text", text);
        line.add("logits", values);
        return line;
    }
}
