package io.verdict.serving.http;

import io.netty.channel.ChannelFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of what was sent. */
final class Sent {
    private static final Logger LOG = LoggerFactory.getLogger(Sent.class);

    private Sent() {}

    /** Goes on when it was sent, or was not; in the connection's thread. */
    interface Next {
        void run(ChannelFuture sent) throws Exception;
    }

    static void then(ChannelFuture future, Next next) {
        ChannelFuture unused = future.addListener((ChannelFuture sent) -> next.run(sent));
    }

    /** Nothing hangs on it; a failure means that the client has gone. */
    static void logged(ChannelFuture future) {
        then(future, sent -> {
            if (!sent.isSuccess()) {
                LOG.debug("Not sent: {}", String.valueOf(sent.cause()));
            }
        });
    }
}
