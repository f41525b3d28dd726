package io.verdict.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Equality with HuggingFace's library on every text of the bundled mail. */
class BundledCorpusParityTest {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    @ParameterizedTest
    @ValueSource(strings = {"train.csv", "valid.csv", "test.csv"})
    void everyMailEncodesAsInHuggingFace(String file) throws IOException {
        String uncased = TestFiles.miniLm(json -> {});
        String cased =
                TestFiles.miniLm(json -> json.getAsJsonObject("normalizer").addProperty("lowercase", false));
        Tokenizer uncasedTokenizer = Tokenizer.fromJson(uncased);
        Tokenizer casedTokenizer = Tokenizer.fromJson(cased);
        Path path = Path.of("../examples/data/spam").resolve(file);
        int texts = 0;
        try (HuggingFace reference = new HuggingFace(uncased);
                HuggingFace casedReference = new HuggingFace(cased);
                BufferedReader reader = Files.newBufferedReader(path)) {
            for (CSVRecord row : FORMAT.parse(reader)) {
                for (String field : row) { // the label too, it costs nothing
                    Parity.assertSame(reference, uncasedTokenizer, field, null, true);
                    Parity.assertSame(casedReference, casedTokenizer, field, null, true);
                    texts++;
                }
            }
        }
        assertThat(texts).isGreaterThan(100);
    }
}
