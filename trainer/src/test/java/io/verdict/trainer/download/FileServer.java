package io.verdict.trainer.download;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** Serves one file on this machine, with ranges, and breaks off when it is told to. */
public final class FileServer implements AutoCloseable {
    private final HttpServer server;
    private final String scheme;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile byte[] content;
    private volatile String tag = "\"1\"";
    private volatile int status;
    private volatile int breakAfter = Integer.MAX_VALUE;
    private volatile boolean ranges = true;

    private FileServer(HttpServer server, String scheme, byte[] content) {
        this.server = server;
        this.scheme = scheme;
        this.content = content.clone();
        server.createContext("/", this::answer);
        server.start();
    }

    public static FileServer of(byte[] content) throws IOException {
        return new FileServer(HttpServer.create(local(), 0), "http", content);
    }

    static FileServer secure(byte[] content, SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(local(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new FileServer(server, "https", content);
    }

    private static InetSocketAddress local() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    public URI address(String path) {
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort() + path);
    }

    /** The Range header of each request so far, or "all". */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Another file in the same place. */
    void serve(byte[] other, String otherTag) {
        content = other.clone();
        tag = otherTag;
    }

    /** Answers with this status alone; 0 to serve again. */
    void refuse(int code) {
        status = code;
    }

    /** Closes each connection after so many bytes. */
    void breakAfter(int bytes) {
        breakAfter = bytes;
    }

    /** Knows no ranges. */
    void withoutRanges() {
        ranges = false;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Headers asked = exchange.getRequestHeaders();
        String range = asked.getFirst("Range");
        requests.add(range == null ? "all" : range);
        try (exchange) {
            if (status != 0) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            int from = range != null && ranges && tag.equals(asked.getFirst("If-Range"))
                    ? Integer.parseInt(range.replaceAll("\\D", ""))
                    : 0;
            Headers headers = exchange.getResponseHeaders();
            headers.set("ETag", tag);
            if (from > 0) {
                headers.set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
            int length = Math.min(content.length - from, breakAfter);
            exchange.getResponseBody().write(content, from, length);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
