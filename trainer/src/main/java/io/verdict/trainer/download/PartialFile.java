package io.verdict.trainer.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * What is here of a file so far. It goes on by a range request (RFC 9110, section 14) on the condition that the file is
 * still the one it was ({@code If-Range}); if the server has another one or knows no ranges, it begins again.
 */
final class PartialFile {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
    /** Until the answer begins. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final URI source;
    private final Path part;
    /** Beside the bytes: the validator of the file that they are of. */
    private final Path tag;

    PartialFile(URI source, Path part, Path tag) {
        this.source = source;
        this.part = part;
        this.tag = tag;
    }

    /** Trying again would not help. */
    static final class Refused extends IOException {
        @Serial
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /** Gets what is missing. */
    void goOn(DownloadProgress progress) throws IOException {
        long here = Files.exists(part) && Files.exists(tag) ? Files.size(part) : 0;
        HttpRequest.Builder request = HttpRequest.newBuilder(source).timeout(ANSWER_TIMEOUT);
        if (here > 0) {
            request.header("Range", "bytes=" + here + "-");
            request.header("If-Range", Files.readString(tag));
        }
        HttpResponse<InputStream> response = send(request.build());
        try (InputStream body = response.body()) {
            switch (response.statusCode()) {
                case 200 -> write(body, 0, length(response), response, progress);
                case 206 -> append(body, here, response, progress);
                case RANGE_NOT_SATISFIABLE -> {
                    delete();
                    throw new IOException("the server has another file now");
                }
                default -> throw refused(response.statusCode());
            }
        }
    }

    /** Servers that are busy or broken may answer better later. */
    private static IOException refused(int status) {
        String message = "the server answered with HTTP status " + status;
        return status == 429 || status >= 500 ? new IOException(message) : new Refused(message);
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                // Never from https to http.
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Refused("interrupted");
        } catch (SSLException untrusted) {
            throw new Refused("the connection cannot be trusted: " + untrusted.getMessage());
        }
    }

    private void append(InputStream body, long here, HttpResponse<?> response, DownloadProgress progress)
            throws IOException {
        Matcher range = CONTENT_RANGE.matcher(
                response.headers().firstValue("Content-Range").orElse(""));
        if (!range.matches() || Long.parseLong(range.group(1)) != here) {
            delete();
            throw new IOException("the server answered with another range than it was asked for");
        }
        long total = range.group(2).equals("*") ? 0 : Long.parseLong(range.group(2));
        write(body, here, total, response, progress);
    }

    private static long length(HttpResponse<?> response) {
        return response.headers().firstValueAsLong("Content-Length").orElse(0);
    }

    private void write(InputStream body, long here, long total, HttpResponse<?> response, DownloadProgress progress)
            throws IOException {
        if (here == 0) {
            delete();
            // Only a strong validator may stand in If-Range.
            Optional<String> validator = response.headers()
                    .firstValue("ETag")
                    .filter(etag -> !etag.startsWith("W/"))
                    .or(() -> response.headers().firstValue("Last-Modified"));
            if (validator.isPresent()) {
                Files.writeString(tag, validator.get(), StandardCharsets.UTF_8);
            }
        }
        long done = here;
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                out.write(buffer, 0, read);
                done += read;
                progress.advanced(done, total);
            }
        }
        if (total > 0 && done < total) {
            throw new IOException("the connection ended after " + done + " of " + total + " bytes");
        }
    }

    /** Forgets what is here. */
    void delete() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(tag);
    }
}
