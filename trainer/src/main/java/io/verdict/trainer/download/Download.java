package io.verdict.trainer.download;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * One file of the network. Immutable; may be used by several threads and processes at once.
 *
 * @param source an https address; http only of this machine
 * @param sha256 what the content's SHA-256 must be, 64 hexadecimal digits
 * @param file where the content is kept
 */
public record Download(URI source, String sha256, Path file) {
    private static final Object ONE_AT_A_TIME = new Object();

    /** Attempts, each of which goes on where the last one stopped. */
    private static final int ATTEMPTS = 4;

    private static final long FIRST_PAUSE_MILLIS = 500;

    public Download {
        sha256 = sha256.toLowerCase(Locale.ROOT);
        if (!Sha256.isValid(sha256)) {
            throw new VerdictException("\"" + sha256 + "\" is no SHA-256: it has 64 hexadecimal digits.");
        }
        if (source.getHost() == null || !("https".equals(source.getScheme()) || isLocal(source))) {
            throw new VerdictException(source + " is no https address; others are not downloaded from.");
        }
    }

    private static boolean isLocal(URI source) {
        try {
            return "http".equals(source.getScheme())
                    && InetAddress.getByName(source.getHost()).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /**
     * The local file: kept from before, or downloaded. Its SHA-256 is checked each time.
     *
     * @param offline whether the network must not be used
     * @throws VerdictException if it is not there and cannot be downloaded, or its content is not what it should be
     */
    public Path fetch(boolean offline, DownloadProgress progress) {
        try {
            if (Files.exists(file)) {
                check(file, " Remove it, so that it is downloaded again.");
                return file;
            }
            if (offline) {
                throw new VerdictException(
                        file + " is not there, and offline it is not downloaded. Put there what " + source + " has.");
            }
            fetchOnce(progress);
            return file;
        } catch (IOException failure) {
            throw new VerdictException(source + " cannot be downloaded to " + file + ": " + reason(failure), failure);
        }
    }

    private void fetchOnce(DownloadProgress progress) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        // The file's lock keeps other processes out, the object's lock other threads.
        synchronized (ONE_AT_A_TIME) {
            try (FileChannel lock =
                    FileChannel.open(beside(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                if (!Files.exists(file)) {
                    download(progress);
                }
            }
        }
    }

    private void download(DownloadProgress progress) throws IOException {
        Path part = beside(".part");
        PartialFile partial = new PartialFile(source, part, beside(".part.tag"));
        IOException last = new IOException("no attempt");
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                partial.goOn(progress);
                try {
                    check(part, " What was downloaded is removed.");
                } catch (VerdictException wrong) {
                    partial.delete();
                    throw wrong;
                }
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                partial.delete();
                return;
            } catch (PartialFile.Refused refused) {
                throw refused;
            } catch (IOException failure) {
                last = failure;
                pause(attempt);
            }
        }
        throw last;
    }

    private static void pause(int attempt) throws IOException {
        try {
            Thread.sleep(FIRST_PAUSE_MILLIS << attempt);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PartialFile.Refused("interrupted");
        }
    }

    private void check(Path content, String whatNow) throws IOException {
        String found = Sha256.of(content);
        if (!found.equals(sha256)) {
            throw new VerdictException(content + " has the SHA-256 " + found + ", but that of " + source + " is "
                    + sha256 + "." + whatNow);
        }
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /** Exceptions of the network often have no message. */
    private static String reason(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
