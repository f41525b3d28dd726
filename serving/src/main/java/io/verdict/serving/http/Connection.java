package io.verdict.serving.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.verdict.serving.http.ConnectionClock.State;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: a request at a time is read, given to the service and answered. All of it happens in the
 * thread of the connection; reading goes on while the service works, so that a client that hangs up is noticed.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    /** Parts of later requests that are kept before the client has to wait. */
    private static final int MOST_AHEAD = 16;
    /** For the log: no such status is sent. */
    private static final int CLIENT_GONE = 499;

    private final Service service;
    private final HttpLimits limits;
    private final Duration drainLinger;
    private final ConnectionClock clock;
    private final AnswerWriter writer = new AnswerWriter();
    private final ArrayDeque<HttpObject> ahead = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Request request;
    /** The answer to a request without a body that needs no serving; its end is still to come. */
    private @Nullable Answer early;

    private Body body = new Body(0);
    private long begun;
    private boolean keepAlive;
    private boolean draining;

    Connection(Service service, HttpLimits limits, Duration drainLinger) {
        this.service = service;
        this.limits = limits;
        this.drainLinger = drainLinger;
        this.clock = new ConnectionClock(limits, System.nanoTime());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** Bytes have arrived, of whatever. */
    void received() {
        clock.received(System.nanoTime());
    }

    /** From now on the connection ends after its answer, or soon if it waits for a request. */
    void drain() {
        ChannelHandlerContext open = context;
        draining = true;
        if (open != null && clock.state() == State.WAITING) {
            Scheduled.in(open.executor(), drainLinger, () -> {
                if (clock.state() == State.WAITING) {
                    Sent.logged(open.close());
                }
            });
        }
    }

    /** Called now and then: ends what takes too long. */
    void tick() {
        ChannelHandlerContext open = context;
        if (open == null || !clock.isOver(System.nanoTime())) {
            return;
        }
        if (clock.state() == State.RECEIVING) {
            String longest = limits.receiveTimeout().toMillis() + " ms";
            refuse(new Refusal(408, "Timeout", "The request did not arrive within " + longest), true);
        } else {
            Sent.logged(open.close());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext read, Object message) {
        if (!(message instanceof HttpObject part)) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (clock.state() == State.COMPUTING || clock.state() == State.WRITING) {
            ahead.add(part);
            if (ahead.size() >= MOST_AHEAD) {
                read.channel().config().setAutoRead(false);
            }
        } else {
            take(part);
        }
    }

    private void take(HttpObject part) {
        try {
            if (clock.state() == State.DISCARDING) {
                if (part instanceof LastHttpContent) {
                    close();
                }
            } else if (part.decoderResult().isFailure()) {
                refuse(Unreadable.refusal(part.decoderResult().cause()), true);
            } else if (part instanceof HttpRequest head) {
                begin(head);
            } else if (part instanceof HttpContent content) {
                add(content);
            }
        } finally {
            ReferenceCountUtil.release(part);
        }
    }

    private void begin(HttpRequest head) {
        ChannelHandlerContext open = open();
        clock.received(System.nanoTime());
        begun = System.nanoTime();
        Request read = RequestHead.of(head, remote());
        request = read;
        body = new Body(limits.maxBodyBytes());
        keepAlive = HttpUtil.isKeepAlive(head);
        try {
            RequestHead.check(head);
            Optional<Answer> known = service.before(read);
            if (known.isPresent() && hasBody(head)) {
                answerAndDiscard(read, known.get(), false);
                return;
            }
            early = known.orElse(null);
            if (HttpUtil.getContentLength(head, 0L) > limits.maxBodyBytes()) {
                throw tooLarge();
            }
        } catch (Refusal e) {
            refuse(e, !hasBody(head));
            return;
        }
        if (HttpUtil.is100ContinueExpected(head)) {
            Sent.logged(open.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER)));
        }
    }

    private void add(HttpContent content) {
        Request read = request;
        if (read == null) {
            return;
        }
        if (!body.add(content.content())) {
            refuse(tooLarge(), content instanceof LastHttpContent);
        } else if (content instanceof LastHttpContent) {
            Answer known = early;
            early = null;
            if (known != null) {
                answer(read, known);
            } else {
                serve(read.withBody(body.bytes()));
            }
        }
    }

    private void serve(Request complete) {
        request = complete;
        body = new Body(0);
        clock.enter(State.COMPUTING, System.nanoTime());
        service.serve(complete).whenComplete((answer, thrown) -> {
            Answer given = thrown == null ? answer : failed(complete, thrown);
            if (open().executor().inEventLoop()) {
                answer(complete, given);
            } else {
                open().executor().execute(() -> answer(complete, given));
            }
        });
    }

    private Answer failed(Request complete, Throwable thrown) {
        LOG.error("Request {} {} {} failed", complete.id(), complete.method(), complete.path(), thrown);
        return service.refused(
                complete,
                new Refusal(500, "Internal", "The server failed; its log says more about request " + complete.id()));
    }

    private void answer(Request complete, Answer answer) {
        ChannelHandlerContext open = open();
        if (complete != request || !open.channel().isActive()) {
            return; // The client has gone.
        }
        boolean close = draining || !keepAlive;
        clock.enter(State.WRITING, System.nanoTime());
        ChannelFuture written = open.writeAndFlush(writer.response(complete, answer, close));
        Sent.then(written, sent -> {
            done(complete, sent.isSuccess() ? answer : Answer.empty(CLIENT_GONE));
            if (close || !sent.isSuccess()) {
                Sent.logged(open.close());
            } else {
                next();
            }
        });
    }

    /**
     * Says what is wrong with the request that is being read, and reads no further one.
     *
     * @param end whether nothing more of it is to come, or nothing that could be understood
     */
    private void refuse(Refusal refusal, boolean end) {
        Request read = request;
        if (read == null) {
            read = RequestHead.unknown(remote());
            request = read;
            begun = System.nanoTime();
        }
        answerAndDiscard(read, service.refused(read, refusal), end);
    }

    /** A client that is still sending would lose its answer if the connection ended now: the rest is read, for a while. */
    private void answerAndDiscard(Request read, Answer answer, boolean end) {
        clock.enter(State.DISCARDING, System.nanoTime());
        body = new Body(0);
        Sent.then(open().writeAndFlush(writer.response(read, answer, true)), sent -> {
            done(read, sent.isSuccess() ? answer : Answer.empty(CLIENT_GONE));
            if (end || !sent.isSuccess()) {
                close();
            }
        });
    }

    private void done(Request complete, Answer answer) {
        request = null;
        service.answered(complete, answer, Duration.ofNanos(System.nanoTime() - begun));
    }

    private void next() {
        clock.enter(State.WAITING, System.nanoTime());
        while (!ahead.isEmpty() && (clock.state() == State.WAITING || clock.state() == State.RECEIVING)) {
            received();
            take(ahead.remove());
        }
        if (ahead.size() < MOST_AHEAD) {
            open().channel().config().setAutoRead(true);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext closed) {
        ahead.forEach(ReferenceCountUtil::release);
        ahead.clear();
        Request left = request;
        request = null;
        if (left != null && clock.state() == State.COMPUTING) {
            left.clientHasGone();
            service.answered(left, Answer.empty(CLIENT_GONE), Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
        if (cause instanceof IOException || cause instanceof CodecException) {
            // Not its message: of what is no TLS it has the bytes, which may be somebody's text.
            LOG.debug("A connection of {} broke: {}", remote(), cause.getClass().getName());
        } else {
            LOG.warn("A connection of {} failed", remote(), cause);
        }
        close();
    }

    private static boolean hasBody(HttpRequest head) {
        return HttpUtil.isTransferEncodingChunked(head) || HttpUtil.getContentLength(head, 0L) > 0;
    }

    private Refusal tooLarge() {
        return new Refusal(
                413, "Validation", "The body has more than the " + limits.maxBodyBytes() + " bytes that it may have");
    }

    private void close() {
        Sent.then(open().writeAndFlush(Unpooled.EMPTY_BUFFER), ChannelFutureListener.CLOSE::operationComplete);
    }

    private String remote() {
        return String.valueOf(open().channel().remoteAddress());
    }

    private ChannelHandlerContext open() {
        ChannelHandlerContext open = context;
        if (open == null) {
            throw new IllegalStateException("The connection is not open");
        }
        return open;
    }
}
