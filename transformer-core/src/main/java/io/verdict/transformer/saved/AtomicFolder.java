package io.verdict.transformer.saved;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folders that appear whole or not at all: the content is written into a hidden folder beside the target, which is then
 * renamed.
 */
public final class AtomicFolder {
    private AtomicFolder() {}

    /** Writes files into a folder. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path folder) throws IOException;
    }

    /**
     * Writes a folder. An existing one at the target is moved aside and deleted once the new one has its place; if that
     * fails, the old one comes back. What an existing folder holds is not looked at: check it before.
     *
     * @throws VerdictException if it cannot be written; the message names it. Then the target is as it was
     */
    public static void write(Path target, Content content) {
        Path fresh = null;
        try {
            Path place = Files.isSymbolicLink(target)
                    ? target.toRealPath()
                    : target.toAbsolutePath().normalize();
            Path parent = place.getParent();
            Path name = place.getFileName();
            if (parent == null || name == null) {
                throw new VerdictException(target + " is no place for a folder to write");
            }
            Files.createDirectories(parent);
            fresh = Files.createTempDirectory(parent, "." + name + ".new-");
            Path written = Files.createDirectory(fresh.resolve("written"));
            content.writeTo(written);
            moveIntoPlace(written, place, fresh.resolve("previous"));
        } catch (IOException | UncheckedIOException e) {
            throw new VerdictException(target + " cannot be written: " + describe(e), e);
        } finally {
            if (fresh != null) {
                delete(fresh);
            }
        }
    }

    /** Deletes a folder and all it holds; what cannot be deleted stays. */
    public static void delete(Path folder) {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException | UncheckedIOException e) {
            return;
        }
        for (Path path : paths) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                return;
            }
        }
    }

    /** Whether there is a folder that holds something, or something else than a folder. */
    static boolean isOccupied(Path target) {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.isDirectory(target)) {
            return true;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(target)) {
            return entries.iterator().hasNext();
        } catch (IOException e) {
            throw new VerdictException(target + " cannot be read: " + describe(e), e);
        }
    }

    private static void moveIntoPlace(Path written, Path place, Path aside) throws IOException {
        boolean replaces = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
        if (replaces) {
            Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (replaces) {
                Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
    }

    private static String describe(Exception e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
    }
}
