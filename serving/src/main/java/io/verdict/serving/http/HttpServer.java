package io.verdict.serving.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.verdict.transformer.VerdictException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that listens at one address. Safe for threads. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    /** Event loops; one would do beside a model that has all cores, the second one keeps TLS from holding up the rest. */
    private static final int THREADS = 2;

    private static final int BACKLOG = 1024;
    /** How long a connection that waits for a request is kept once the server drains: a request may be on its way. */
    private static final Duration DRAIN_LINGER = Duration.ofMillis(250);

    private final Service service;
    private final HttpLimits limits;
    private final @Nullable SslContext tls;
    private final EventLoopGroup threads;
    private final Channel listening;
    private final Map<Channel, Connection> connections = new ConcurrentHashMap<>();
    private volatile boolean draining;

    /**
     * Starts to listen.
     *
     * @param address with port 0 any free one is taken
     * @throws VerdictException if it cannot listen there
     */
    public static HttpServer start(InetSocketAddress address, Service service, HttpLimits limits, Optional<Tls> tls) {
        return new HttpServer(address, service, limits, tls.map(Tls::context).orElse(null));
    }

    private HttpServer(InetSocketAddress address, Service service, HttpLimits limits, @Nullable SslContext tls) {
        this.service = service;
        this.limits = limits;
        this.tls = tls;
        this.threads = new MultiThreadIoEventLoopGroup(
                THREADS, new DefaultThreadFactory("verdict-http", true), NioIoHandler.newFactory());
        ChannelFuture bound = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            shutDown();
            Throwable cause = bound.cause();
            throw new VerdictException(
                    "Cannot listen at " + address.getHostString() + " port " + address.getPort() + ": "
                            + (cause == null ? "no reason given" : cause.getMessage())
                            + "; is another program there? Choose another port, or 0 for any",
                    cause);
        }
        this.listening = bound.channel();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** The connections that are open. */
    public int connections() {
        return connections.size();
    }

    private void accept(Channel channel) {
        if (draining || connections.size() >= limits.maxConnections()) {
            LOG.debug("Connection of {} refused: {} are open", channel.remoteAddress(), connections.size());
            Sent.logged(channel.close());
            return;
        }
        Connection connection = new Connection(service, limits, DRAIN_LINGER);
        connections.put(channel, connection);
        Sent.then(channel.closeFuture(), closed -> connections.remove(channel));
        ChannelPipeline pipeline = channel.pipeline();
        SslContext secure = tls;
        if (secure != null) {
            SslHandler handler = secure.newHandler(channel.alloc());
            handler.setHandshakeTimeoutMillis(limits.receiveTimeout().toMillis());
            pipeline.addLast(handler);
        }
        pipeline.addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object bytes) {
                connection.received();
                context.fireChannelRead(bytes);
            }
        });
        pipeline.addLast(new StrictRequestDecoder(limits), new HttpResponseEncoder(), connection);
        Scheduled.every(channel.eventLoop(), ConnectionClock.period(limits), connection::tick, channel.closeFuture());
    }

    /**
     * Accepts no more connections, answers the requests that have begun to arrive, and closes each connection behind its
     * answer.
     *
     * @param longest how long that may take
     * @return whether all connections have ended in time
     */
    public boolean drain(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        draining = true;
        boolean closed = listening.close().await(longest.toMillis());
        connections.forEach((channel, connection) -> channel.eventLoop().execute(connection::drain));
        while (!connections.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        return closed && connections.isEmpty();
    }

    /** Closes everything at once. */
    @Override
    public void close() {
        draining = true;
        Sent.logged(listening.close());
        connections.keySet().forEach(channel -> Sent.logged(channel.close()));
        shutDown();
    }

    private void shutDown() {
        Future<?> ended = threads.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        ended.awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
