package io.verdict.transformer.saved;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders that appear whole or not at all: the content is written into a hidden folder beside the target, brought to the
 * disk, and then renamed.
 */
public final class AtomicFolder {
    private static final Logger LOG = LoggerFactory.getLogger(AtomicFolder.class);
    /** The old folder, while the new one takes its place. */
    private static final String PREVIOUS = "previous";

    private AtomicFolder() {}

    /** Writes files into a folder. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path folder) throws IOException;
    }

    /**
     * Writes a folder. An existing one at the target is moved aside and deleted once the new one has its place; if that
     * fails, the old one comes back, or the message says where it is. What an existing folder holds is not looked at: check it before.
     *
     * @throws VerdictException if it cannot be written; the message names it. Then the target is as it was
     */
    public static void write(Path target, Content content) {
        Path fresh = null;
        Path place = null;
        try {
            place = Files.isSymbolicLink(target)
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
            bringToDisk(written);
            moveIntoPlace(written, place, fresh.resolve(PREVIOUS));
            forceFolder(parent);
        } catch (IOException | UncheckedIOException e) {
            throw new VerdictException(
                    target + " cannot be written: " + describe(e)
                            + (fresh != null && place != null && isStranded(fresh, place)
                                    ? "; what was there is now " + fresh.resolve(PREVIOUS) + ", move it back"
                                    : ""),
                    e);
        } finally {
            if (fresh != null && place != null && !isStranded(fresh, place)) {
                delete(fresh);
            }
        }
    }

    /**
     * Puts right what a process left that was killed while it wrote this folder: an old one that it had moved aside
     * comes back, and unfinished ones are deleted. Nobody else may be writing it.
     *
     * @throws VerdictException if the old one cannot be moved back; the message names it
     */
    public static void recover(Path target) {
        Path place = target.toAbsolutePath().normalize();
        Path parent = place.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, "." + place.getFileName() + ".new-*")) {
            for (Path fresh : left) {
                if (isStranded(fresh, place)) {
                    Files.move(fresh.resolve(PREVIOUS), place, StandardCopyOption.ATOMIC_MOVE);
                }
                delete(fresh);
            }
        } catch (IOException e) {
            throw new VerdictException(target + " cannot be put right: " + describe(e), e);
        }
    }

    /** Whether the old folder was moved aside and neither it nor the new one is in its place: then it must stay. */
    static boolean isStranded(Path fresh, Path place) {
        return Files.exists(fresh.resolve(PREVIOUS), LinkOption.NOFOLLOW_LINKS)
                && !Files.exists(place, LinkOption.NOFOLLOW_LINKS);
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
    public static boolean isOccupied(Path target) {
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

    /** A rename may reach the disk before the files it is about: after a power failure they would be empty. */
    private static void bringToDisk(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                forceFolder(path);
            } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
    }

    /** Does what the system allows: Windows opens no folder, and some file systems cannot force one. */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("{} was not forced to the disk", folder, e);
        }
    }

    static void moveIntoPlace(Path written, Path place, Path aside) throws IOException {
        boolean replaces = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
        if (replaces) {
            Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (replaces) {
                try {
                    Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException restoring) {
                    e.addSuppressed(restoring);
                }
            }
            throw e;
        }
    }

    private static String describe(Exception e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
    }
}
