package io.verdict.trainer.data;

import io.verdict.trainer.download.Download;
import io.verdict.trainer.download.DownloadCache;
import io.verdict.trainer.download.DownloadProgress;
import io.verdict.transformer.VerdictException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data that is downloaded once, checked by its SHA-256 and kept in the folder {@code datasets} of
 * {@link DownloadCache#folder}. A tenth of the training data is split off to validate on, unless {@link #valSplit} says
 * otherwise.
 */
public final class DatasetBuilder extends DataBuilder<DatasetBuilder> {
    private static final double VAL_SPLIT = 0.1;

    private final KnownDataset dataset;
    private Path cache = DownloadCache.folder();
    private boolean offline;
    private URI source;
    private String sha256;
    private @Nullable Path file;
    private DownloadProgress progress = DownloadProgress.NONE;

    DatasetBuilder(KnownDataset dataset) {
        this.dataset = dataset;
        this.source = dataset.source();
        this.sha256 = dataset.sha256();
        valSplit(VAL_SPLIT);
    }

    /** The folder to keep downloads in, instead of {@link DownloadCache#folder}. */
    public DatasetBuilder cache(Path folder) {
        cache = folder;
        return this;
    }

    /** Whether the network must not be used; what is not in the cache is then an error. */
    public DatasetBuilder offline(boolean value) {
        offline = value;
        return this;
    }

    /** Another place with the same file; its SHA-256 must be given if it is another file. */
    public DatasetBuilder source(URI address) {
        source = address;
        return this;
    }

    /** The SHA-256 of the file, 64 hexadecimal digits. */
    public DatasetBuilder sha256(String digits) {
        sha256 = digits;
        return this;
    }

    /** The file itself, which somebody has downloaded already; it is not checked. */
    public DatasetBuilder file(Path archive) {
        file = archive;
        return this;
    }

    /** Who is told how the download goes on. */
    public DatasetBuilder downloadProgress(DownloadProgress listener) {
        progress = listener;
        return this;
    }

    @Override
    DatasetBuilder self() {
        return this;
    }

    @Override
    void check() {
        if (file == null) {
            file = fetch();
        }
    }

    private Path fetch() {
        if (sha256.isEmpty()) {
            throw new VerdictException(
                    "No SHA-256 of " + source + " is known, so a download could not be checked. Give it"
                            + " (sha256), or download the file yourself and name it (file).");
        }
        String path = source.getPath() == null ? "" : source.getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.isEmpty()) {
            throw new VerdictException(source + " names no file.");
        }
        return new Download(source, sha256, cache.resolve("datasets").resolve(name)).fetch(offline, progress);
    }

    @Override
    @Nullable
    Table table(Part part) {
        Path archive = file;
        if (archive == null) {
            throw new IllegalStateException("check() comes first");
        }
        return switch (dataset) {
            case IMDB ->
                part == Part.TRAIN
                        ? new ImdbTable(archive, "train")
                        : part == Part.TEST ? new ImdbTable(archive, "test") : null;
            case TOXIC -> part == Part.TRAIN ? CsvTable.open(Path.of(archive + "!/" + TRAIN_CSV)) : null;
        };
    }

    private static final String TRAIN_CSV = "jigsaw_toxic_comments/train.csv";

    @Override
    String inputField() {
        return switch (dataset) {
            case IMDB -> ImdbTable.REVIEW;
            case TOXIC -> "comment_text";
        };
    }

    @Override
    List<String> targetFields() {
        return switch (dataset) {
            case IMDB -> List.of(ImdbTable.SENTIMENT);
            case TOXIC -> List.of("toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate");
        };
    }
}
