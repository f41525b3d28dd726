package io.verdict.serving.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Makes a request of what Netty has read, or says why it is none. */
final class RequestHead {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern AUTHORITY = Pattern.compile("https?://[^/?#]*", Pattern.CASE_INSENSITIVE);

    private RequestHead() {}

    /** What is known of a request that could not be read. */
    static Request unknown(String remote) {
        return new Request(newId(), "-", "-", remote, Map.of());
    }

    static Request of(HttpRequest read, String remote) {
        Map<String, String> headers = new LinkedHashMap<>();
        read.headers()
                .forEach(header -> headers.merge(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue(),
                        (one, other) -> one + ", " + other));
        String id = headers.get("x-request-id");
        return new Request(
                id != null && ID.matcher(id).matches() ? id : newId(),
                read.method().name(),
                path(read.uri()),
                remote,
                headers);
    }

    /**
     * Checks what every request must have.
     *
     * @throws Refusal if it has not
     */
    static void check(HttpRequest read) {
        HttpVersion version = read.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            throw new Refusal(505, "Validation", "This server speaks HTTP/1.1 and HTTP/1.0, not " + version.text());
        }
        int hosts = read.headers().getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || (hosts == 0 && version.equals(HttpVersion.HTTP_1_1))) {
            throw new Refusal(400, "Validation", "A request needs one Host header, this one has " + hosts);
        }
        String expect = read.headers().get(HttpHeaderNames.EXPECT);
        if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
            throw new Refusal(417, "Validation", "This server cannot meet the expectation of the Expect header");
        }
        if (read.headers().contains(HttpHeaderNames.CONTENT_ENCODING)) {
            throw new Refusal(415, "Validation", "Bodies are taken as they are: send it without Content-Encoding");
        }
    }

    private static String path(String target) {
        String path = AUTHORITY.matcher(target).lookingAt()
                ? AUTHORITY.matcher(target).replaceFirst("")
                : target;
        int end = path.indexOf('?');
        path = end < 0 ? path : path.substring(0, end);
        return path.isEmpty() ? "/" : path;
    }

    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format(Locale.ROOT, "%016x", random.nextLong());
    }
}
