package io.verdict.cli;

import io.verdict.serving.AdminServer;
import io.verdict.serving.ModelServer;
import io.verdict.serving.ServerOptions;
import io.verdict.transformer.VerdictException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code verdict serve}: a model behind HTTP, until the process is stopped. */
@Command(
        name = "serve",
        header = "Serve a saved model over HTTP.",
        customSynopsis = "verdict serve --model DIR [OPTIONS]",
        description = {
            "",
            "Speaks the protocols of Lightning Flash, HuggingFace's text-embeddings-inference and the Open Inference"
                    + " Protocol; /docs shows them. Texts of many requests are computed together. SIGTERM and Ctrl-C"
                    + " answer what was accepted and end; SIGHUP, and POST /reload at"
                    + " --admin_port, load the model again without losing a request."
        },
        footer = {
            "",
            "Examples:",
            "  verdict serve --model verdict-model",
            "  verdict serve --model verdict-model --host 0.0.0.0 --api_key_file key.txt",
            "  curl -H 'Content-Type: application/json' \\",
            "      -d '{\"inputs\": \"You have won a prize\"}' http://127.0.0.1:8000/predict"
        })
final class ServeCommand implements Runnable {
    /** More than a request may take, and what it takes to write its answer. */
    private static final Duration DRAIN_MARGIN = Duration.ofSeconds(5);

    private final Console console;
    private final GlobalOptions options;

    @Option(names = "--model", paramLabel = "DIR", required = true, description = "The folder of a saved model.")
    Path model = Path.of("");

    @Mixin
    final EngineSettings engine = new EngineSettings();

    @Mixin
    final ServeSettings settings = new ServeSettings();

    @Spec
    CommandSpec spec = CommandSpec.create();

    ServeCommand(Console console, GlobalOptions options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public void run() {
        ServerOptions server = settings.options(spec.commandLine(), model);
        try (OutputStream log = accessLog()) {
            serve(log == null ? server : server.withAccessLog(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(ServerOptions serverOptions) {
        long begin = System.nanoTime();
        ModelServer server = ModelServer.start(
                ModelLoading.load(model, options, engine.engine),
                serverOptions,
                options.quiet ? line -> {} : console::say);
        boolean hangsUp = HangUp.handle(() -> reloadOrSay(server));
        try (AdminServer admin = admin(server, serverOptions)) {
            say(server, serverOptions, (System.nanoTime() - begin) / 1e9, admin, hangsUp);
            CountDownLatch stopped = new CountDownLatch(1);
            StopSignal.during(
                    console,
                    () -> "once what was accepted is answered",
                    () -> stop(server, serverOptions, stopped),
                    () -> {
                        await(stopped);
                        return stopped;
                    });
        }
    }

    private @Nullable AdminServer admin(ModelServer server, ServerOptions serverOptions) {
        Integer port = settings.adminPort;
        if (port == null) {
            return null;
        }
        try {
            return AdminServer.start(port, serverOptions.apiKey(), () -> reload(server));
        } catch (VerdictException e) {
            server.close();
            throw e;
        }
    }

    private void say(
            ModelServer server, ServerOptions of, double seconds, @Nullable AdminServer admin, boolean hangsUp) {
        if (!of.host().startsWith("127.") && of.apiKey().isEmpty()) {
            console.say("Anybody who reaches this address can use it: there is no --api_key_file");
        }
        if (admin != null) {
            console.say("POST " + admin.uri().resolve(AdminServer.RELOAD) + " loads the model again");
        } else if (!hangsUp) {
            console.say("SIGHUP is ignored here, as under nohup; --admin_port is another way to load the model again");
        }
        console.say(Texts.format(
                "Serving %s at %s (ready after %.1f s); documentation at %s",
                of.name(), server.uri(), seconds, server.uri().resolve("/docs")));
    }

    private void stop(ModelServer server, ServerOptions serverOptions, CountDownLatch stopped) {
        try {
            boolean all = server.stop(serverOptions.batcher().timeout().plus(DRAIN_MARGIN));
            console.say(all ? "verdict: stopped" : "verdict: stopped; some requests were not answered in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
        }
    }

    private void reloadOrSay(ModelServer server) {
        try {
            int version = reload(server);
            assert version > 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // It was told.
            return;
        }
    }

    private int reload(ModelServer server) throws InterruptedException {
        console.say("verdict: loading " + model + " again ...");
        try {
            server.reload(() -> ModelLoading.load(model, options, engine.engine));
        } catch (RuntimeException e) {
            console.say("verdict: " + e.getMessage() + "\nThe model that was served before is still served.");
            throw e;
        }
        console.say("verdict: serving version " + server.modelVersion() + " of the model");
        return server.modelVersion();
    }

    private @Nullable OutputStream accessLog() {
        Path file = settings.accessLog;
        if (file == null) {
            return null;
        }
        if (file.toString().equals("-")) {
            return console.out().stream();
        }
        try {
            return new BufferedOutputStream(
                    Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new VerdictException("--access_log " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void await(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
