package io.verdict.benchmarks;

import com.google.gson.JsonObject;
import java.util.List;
import picocli.CommandLine.Option;

/** The texts that servers are asked about. */
final class ServedTexts {
    /** A short text. */
    static final String SHORT = "You have won a prize, call now!";

    @Option(
            names = "--texts",
            paramLabel = "NAME",
            description = "topics (descriptions of programs, 70 tokens on average) or mail. Default: topics.")
    private String texts = "topics";

    @Option(names = "--max-length", paramLabel = "N", description = "Tokens at which a text is cut. Default: 128.")
    private int maxLength = 128;

    int maxLength() {
        return maxLength;
    }

    String name() {
        return texts + ", cut at " + maxLength + " tokens";
    }

    /** A request's body for each text. */
    List<String> bodies() {
        List<String> all = switch (texts) {
            case "topics" -> Corpus.topics("test.csv").texts();
            case "mail" -> Corpus.mail("test.csv").texts();
            default -> throw new BenchmarkException("--texts is \"" + texts + "\"; it may be topics or mail");
        };
        return all.stream().map(ServedTexts::body).toList();
    }

    /** As both servers read it. */
    static String body(String text) {
        JsonObject body = new JsonObject();
        body.addProperty("inputs", text);
        return body.toString();
    }
}
