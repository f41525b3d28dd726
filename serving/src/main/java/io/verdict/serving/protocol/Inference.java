package io.verdict.serving.protocol;

import io.verdict.serving.batch.OverloadedException;
import io.verdict.serving.http.Answer;
import io.verdict.serving.http.Refusal;
import io.verdict.serving.http.Request;
import io.verdict.serving.metrics.ServerMetrics;
import io.verdict.serving.model.Classified;
import io.verdict.serving.model.Models;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that classify, from body to answer: the body is read and its texts are encoded in threads of this class, the
 * model computes in its own, the answer is written in another one of this class. Safe for threads.
 */
public final class Inference implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inference.class);

    private static final int CLIENT_GONE = 499;

    private final Models models;
    private final ServerMetrics metrics;
    private final ExecutorService readers;
    private final ExecutorService writer;
    private final AtomicInteger unread = new AtomicInteger();

    /** @param readers threads that read bodies and encode texts */
    public Inference(Models models, ServerMetrics metrics, int readers) {
        this.models = models;
        this.metrics = metrics;
        this.readers = Executors.newFixedThreadPool(readers, task -> daemon(task, "verdict-read"));
        this.writer = Executors.newSingleThreadExecutor(task -> daemon(task, "verdict-answer"));
    }

    /** Answers a request with what {@code protocol} makes of its body. */
    CompletionStage<Answer> answer(Request request, Function<Request, Asked> protocol) {
        OverloadedException full = models.current().batcher().full();
        if (full != null) {
            return refused(request, Errors.overloaded(String.valueOf(full.getMessage()), full.retryAfter()));
        }
        if (unread.incrementAndGet() > models.options().maxQueue()) {
            unread.decrementAndGet();
            return refused(
                    request, Errors.overloaded("Too many requests are waiting to be read", Duration.ofSeconds(1)));
        }
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        readers.execute(() -> {
            unread.decrementAndGet();
            try {
                read(request, protocol, answer);
            } catch (RuntimeException | Error e) { // A request that is not answered would never end.
                answer.complete(failed(request, e));
            }
        });
        return answer;
    }

    private void read(Request request, Function<Request, Asked> protocol, CompletableFuture<Answer> answer) {
        Asked asked = protocol.apply(request);
        CompletionStage<Classified> result =
                models.classify(asked.texts(), asked.mayTruncate(), ticket -> request.whenGone(ticket::cancel), writer);
        CompletionStage<Boolean> unused = result.handleAsync(
                (classified, thrown) ->
                        answer.complete(thrown == null ? written(request, asked, classified) : failed(request, thrown)),
                writer);
    }

    private Answer written(Request request, Asked asked, Classified classified) {
        try {
            metrics.classified(classified);
            return asked.answer()
                    .apply(classified)
                    .withNote("texts", classified.predictions().size())
                    .withNote("tokens", classified.tokens());
        } catch (RuntimeException e) {
            return failed(request, e);
        }
    }

    private static Answer failed(Request request, Throwable thrown) {
        if (thrown instanceof CancellationException || thrown.getCause() instanceof CancellationException) {
            return Answer.empty(CLIENT_GONE); // Nobody gets it.
        }
        return Errors.answer(request, Errors.refusal(thrown).orElseGet(() -> {
            LOG.error("Request {} {} failed", request.id(), request.path(), thrown);
            return new Refusal(
                    500, "Backend", "The model failed; the server's log says more about request " + request.id());
        }));
    }

    private static CompletionStage<Answer> refused(Request request, Refusal refusal) {
        return CompletableFuture.completedFuture(Errors.answer(request, refusal));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Ends the threads once they have nothing to do. */
    @Override
    public void close() {
        readers.shutdown();
        writer.shutdown();
    }
}
