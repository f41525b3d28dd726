package io.verdict.cli;

import io.verdict.transformer.saved.SavedModel;
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
     * @throws io.verdict.transformer.VerdictException if the given one may not be written
     */
    static Path toWrite(@Nullable Path given, boolean overwrite) {
        if (given != null) {
            SavedModel.requirePlace(given, overwrite);
            return given;
        }
        Path folder = Path.of(DEFAULT);
        if (overwrite) {
            SavedModel.requirePlace(folder, true);
            return folder;
        }
        for (int i = 2; Files.exists(folder, LinkOption.NOFOLLOW_LINKS); i++) {
            folder = Path.of(DEFAULT + "-" + i);
        }
        return folder;
    }

    /** A path as a shell takes it. */
    static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[\\w./:+,@%-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
