package io.verdict.trainer.download;

import java.nio.file.Path;
import java.util.Map;

/** The folder that downloads are kept in. */
public final class DownloadCache {
    private DownloadCache() {}

    /**
     * {@code $VERDICT_CACHE}, or else {@code verdict} in {@code $XDG_CACHE_HOME}, or else {@code ~/.cache/verdict}.
     *
     * @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG Base Directory Specification</a>
     */
    public static Path folder() {
        return folder(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static Path folder(Map<String, String> environment, Path home) {
        String own = environment.getOrDefault("VERDICT_CACHE", "");
        if (!own.isBlank()) {
            return Path.of(own);
        }
        String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (shared.isBlank() ? home.resolve(".cache") : Path.of(shared)).resolve("verdict");
    }
}
