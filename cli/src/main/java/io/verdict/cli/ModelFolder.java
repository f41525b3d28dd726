package io.verdict.cli;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.saved.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where models are saved. */
final class ModelFolder {
    static final String DEFAULT = "verdict-model";

    private ModelFolder() {}

    /**
     * The folder to save in, checked before anything is computed: the given one, or the first free one of {@code
     * verdict-model}, {@code verdict-model-2} and so on.
     *
     * @throws VerdictException if it may not or cannot be written
     */
    static Path toWrite(@Nullable Path given, boolean overwrite) {
        Path folder = given != null ? given : overwrite ? Path.of(DEFAULT) : firstFree(DEFAULT);
        SavedModel.requirePlace(folder, overwrite);
        requireWritable(folder);
        return folder;
    }

    /** The first of {@code name}, {@code name-2} and so on that is not there. */
    static Path firstFree(String name) {
        Path folder = Path.of(name);
        for (int i = 2; Files.exists(folder, LinkOption.NOFOLLOW_LINKS); i++) {
            folder = Path.of(name + "-" + i);
        }
        return folder;
    }

    /** Tries it: permissions alone do not tell of read-only or unusual file systems. */
    private static void requireWritable(Path folder) {
        Path parent = folder.toAbsolutePath().normalize().getParent();
        while (parent != null && !Files.exists(parent)) {
            parent = parent.getParent();
        }
        if (parent == null) {
            throw new VerdictException(folder + " is the root of a file system; name a folder in it with --output");
        }
        try {
            Files.delete(Files.createTempDirectory(parent, ".verdict-"));
        } catch (IOException e) {
            throw new VerdictException(
                    folder + " cannot be written: no folder can be made in " + parent + "; name another place with"
                            + " --output",
                    e);
        }
    }

    /** A path as a shell takes it. */
    static String quoted(Path path) {
        return quoted(path.toString());
    }

    /** A word as a shell takes it. */
    static String quoted(String text) {
        return text.matches("[\\w./:+,@%-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
