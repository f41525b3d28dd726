package io.verdict.serving.protocol;

import io.verdict.serving.http.Answer;
import io.verdict.serving.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files of this jar for browsers, one folder of them. A name is letters, digits, dots and dashes: there is no way out of
 * the folder. Pages may load what this server has and nothing else.
 */
final class Pages {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]*(\\.[a-z0-9_-]+)+");
    private static final String POLICY =
            "default-src 'self'; img-src 'self' data:; base-uri 'none'; object-src 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "txt", "text/plain; charset=utf-8",
            "woff2", "font/woff2");

    private final String folder;
    private final Map<String, Answer> files = new ConcurrentHashMap<>();

    /** @param folder of resources, beside the package {@code io.verdict.serving} */
    Pages(String folder) {
        this.folder = folder;
    }

    boolean has(String name) {
        return find(name).isPresent();
    }

    /** The file of that name; empty if there is none. */
    Optional<Answer> file(Request request, String name) {
        return find(name).map(answer -> {
            String tag = answer.headers().get("etag");
            return request.header("if-none-match")
                            .filter(given -> matches(given, tag))
                            .isPresent()
                    ? Answer.empty(304).withHeader("etag", String.valueOf(tag))
                    : answer;
        });
    }

    private static boolean matches(String given, @Nullable String tag) {
        for (String one : given.split(",", -1)) {
            String plain = one.strip();
            if (plain.equals("*") || (plain.startsWith("W/") ? plain.substring(2) : plain).equals(tag)) {
                return true;
            }
        }
        return false;
    }

    private Optional<Answer> find(String name) {
        Answer known = files.get(name);
        if (known != null || !NAME.matcher(name).matches()) {
            return Optional.ofNullable(known);
        }
        try (InputStream in = Pages.class.getResourceAsStream("/io/verdict/serving/" + folder + "/" + name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] content = in.readAllBytes();
            Answer answer = Answer.of(200, type(name), content)
                    .withHeader("etag", "\"" + digest(content) + "\"")
                    .withHeader("cache-control", "no-cache")
                    .withHeader("content-security-policy", POLICY)
                    .withHeader("referrer-policy", "no-referrer");
            // Only files that are there are kept, so the map is as small as the folder.
            files.put(name, answer);
            return Optional.of(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    private static String digest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
