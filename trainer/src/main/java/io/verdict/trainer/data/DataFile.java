package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Nearest;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A file as it is, or what lies in it where it is compressed: gzip and zip are told by their first bytes and read in
 * place. A zip file must hold one file; of several one is named by {@code archive.zip!/inner/name.csv}.
 *
 * @param path as the user wrote it
 * @param file the file on the disk
 * @param entry the file inside the zip file; empty where there is only one or the file is no zip file
 */
record DataFile(Path path, Path file, String entry) {
    private static final String INSIDE = ".zip!";
    private static final int BUFFER_BYTES = 1 << 16;

    static DataFile of(Path path) {
        String name = path.toString();
        int inside = name.toLowerCase(Locale.ROOT).indexOf(INSIDE);
        if (inside < 0 || Files.exists(path)) {
            return new DataFile(path, path, "");
        }
        int end = inside + INSIDE.length();
        String entry = name.substring(end).replace('\\', '/');
        return new DataFile(
                path, Path.of(name.substring(0, end - 1)), entry.startsWith("/") ? entry.substring(1) : entry);
    }

    /** The name that says what the content is: of the file in the zip file, without {@code .gz}; in small letters. */
    String contentName() {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".zip") && Files.isRegularFile(file)) {
            try (ZipFile zip = new ZipFile(file.toString())) {
                name = inside(zip).getName().toLowerCase(Locale.ROOT);
            } catch (IOException failure) {
                throw unreadable(failure);
            }
        }
        return name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
    }

    /** How many bytes {@link #open} will report as read; 0 if that is not known. */
    long bytes() {
        try {
            if (!isZip()) {
                return Files.size(file);
            }
            try (ZipFile zip = new ZipFile(file.toString())) {
                return Math.max(inside(zip).getSize(), 0);
            }
        } catch (IOException missing) {
            return 0;
        }
    }

    /**
     * The content from its first byte.
     *
     * @param progress is given how many bytes were read so far: of a zip file unpacked, else as they are on the disk
     * @throws VerdictException if there is no such file or it is a folder
     */
    InputStream open(LongConsumer progress) {
        if (Files.isDirectory(file)) {
            throw new VerdictException(file + " is a folder; a file is needed.");
        }
        try {
            return isZip() ? openZip(progress) : openPlain(progress);
        } catch (NoSuchFileException missing) {
            throw new VerdictException("There is no file " + file + ".", missing);
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    private InputStream openPlain(LongConsumer progress) throws IOException {
        if (!entry.isEmpty()) {
            throw new VerdictException(file + " is no zip file.");
        }
        InputStream in =
                new BufferedInputStream(new CountingStream(Files.newInputStream(file), progress), BUFFER_BYTES);
        try {
            in.mark(2);
            boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
            in.reset();
            return gzip ? new GZIPInputStream(in, BUFFER_BYTES) : in;
        } catch (IOException | RuntimeException failure) {
            in.close();
            throw failure;
        }
    }

    private InputStream openZip(LongConsumer progress) throws IOException {
        ZipFile zip = new ZipFile(file.toString());
        try {
            return new FilterInputStream(new CountingStream(zip.getInputStream(inside(zip)), progress)) {
                @Override
                public void close() throws IOException {
                    zip.close();
                }
            };
        } catch (IOException | RuntimeException failure) {
            zip.close();
            throw failure;
        }
    }

    private boolean isZip() throws IOException {
        if (Files.isDirectory(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            // The local file header's signature, APPNOTE.TXT 4.3.7.
            return in.read() == 'P' && in.read() == 'K' && in.read() == 3 && in.read() == 4;
        }
    }

    private ZipEntry inside(ZipFile zip) {
        // Without folders, and without what macOS adds.
        List<String> names = zip.stream()
                .filter(each -> !each.isDirectory() && !each.getName().startsWith("__MACOSX/"))
                .<String>map(ZipEntry::getName)
                .toList();
        ZipEntry found = names.size() == 1 && entry.isEmpty() ? zip.getEntry(names.get(0)) : zip.getEntry(entry);
        if (found != null) {
            return found;
        }
        String all = String.join(", ", names);
        if (names.isEmpty() || !entry.isEmpty()) {
            throw new VerdictException(file + " holds no file" + (entry.isEmpty() ? "" : " \"" + entry + "\"")
                    + (names.isEmpty() ? "." : "; it holds: " + all + "." + Nearest.hint(entry, names)));
        }
        throw new VerdictException(file + " holds " + names.size() + " files: " + all + ". Name one, such as " + file
                + "!/" + names.get(0) + ".");
    }

    private VerdictException unreadable(IOException failure) {
        return new VerdictException(path + " cannot be read: " + failure.getMessage(), failure);
    }
}
