package io.verdict.serving.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts of this jar: the OpenAPI document, and Verdict's version. */
public final class Resources {
    private Resources() {}

    static String openApi() {
        return read("openapi.json").replace("VERSION", version());
    }

    /** Verdict's version. */
    public static String version() {
        return read("version.txt").strip();
    }

    private static String read(String name) {
        try (InputStream in = Resources.class.getResourceAsStream("/io/verdict/serving/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
