package io.verdict.cli;

import io.verdict.trainer.data.DatasetBuilder;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a data set that has a name is got. */
final class DatasetSettings {
    @Option(
            names = "--val_split",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "Validate on this share of the training texts. Default: ${DEFAULT-VALUE}.")
    double valSplit;

    @Option(
            names = "--offline",
            description = "Do not use the network: take what an earlier run has downloaded, or fail.")
    boolean offline;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Keep downloads here. Default: $$VERDICT_CACHE, or else verdict in $$XDG_CACHE_HOME or in"
                    + " ~/.cache.")
    @Nullable
    Path cache;

    @Option(names = "--url", paramLabel = "URL", description = "Download from here instead, by https.")
    @Nullable
    URI url;

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description = "The SHA-256 of the file, 64 hexadecimal digits; it is checked at each use.")
    @Nullable
    String sha256;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The file itself, already downloaded; it is not checked.")
    @Nullable
    Path file;

    DatasetBuilder addTo(DatasetBuilder data) {
        data.valSplit(valSplit).offline(offline);
        if (cache != null) {
            data.cache(cache);
        }
        if (url != null) {
            data.source(url);
        }
        if (sha256 != null) {
            data.sha256(sha256);
        }
        if (file != null) {
            data.file(file);
        }
        return data;
    }
}
