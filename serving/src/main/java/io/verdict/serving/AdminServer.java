package io.verdict.serving;

import io.verdict.serving.http.HttpLimits;
import io.verdict.serving.http.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Takes orders to a server over HTTP, at a port of its own, from this machine alone: {@code POST /reload} loads the model
 * again and answers when it is served, with its version. Safe for threads.
 */
public final class AdminServer implements AutoCloseable {
    /** The path that loads the model again. */
    public static final String RELOAD = "/reload";

    private final AdminService service;
    private final HttpServer http;

    private AdminServer(AdminService service, HttpServer http) {
        this.service = service;
        this.http = http;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any free one
     * @param apiKey what clients must show, as {@code Authorization: Bearer KEY}
     * @param reload loads the model again; one at a time
     * @throws io.verdict.transformer.VerdictException if it cannot listen there
     */
    public static AdminServer start(int port, Optional<String> apiKey, Reload reload) {
        AdminService service = new AdminService(new Gate(apiKey, List.of()), reload);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            return new AdminServer(service, HttpServer.start(address, service, HttpLimits.DEFAULT, Optional.empty()));
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    /** Where it listens, such as {@code http://127.0.0.1:8001}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + http.address().getPort());
    }

    /** Takes no more orders; one that is being carried out goes on. */
    @Override
    public void close() {
        http.close();
        service.close();
    }

    /** Puts a model in another's place. */
    @FunctionalInterface
    public interface Reload {
        /**
         * Returns when the new model is served.
         *
         * @return its version
         * @throws RuntimeException if the new one cannot be loaded; its message is for people
         */
        int run() throws InterruptedException;
    }
}
