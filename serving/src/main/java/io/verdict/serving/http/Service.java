package io.verdict.serving.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What a server serves. Its methods are called in the threads of many connections, and must not block. */
public interface Service {
    /**
     * Looks at a request whose body has not been read.
     *
     * @return an answer if it is answered without; the connection is closed then if there is a body
     */
    Optional<Answer> before(Request head);

    /** Answers a request, now or later. */
    CompletionStage<Answer> serve(Request request);

    /** The answer that says what is wrong with a request, {@code before} and {@code serve} never having seen it perhaps. */
    Answer refused(Request request, Refusal refusal);

    /** Is told of each answer that was written, and of requests whose client has gone before (status 499). */
    void answered(Request request, Answer answer, Duration time);
}
