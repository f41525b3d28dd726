package io.verdict.onnx;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files beside a model that hold its large tensors. Only files in the model's own folder (or below it) are read:
 * a model must not make its reader open anything else. A symbolic link in that folder is followed, since it is the
 * folder's owner who made it (HuggingFace's cache consists of links).
 */
final class ExternalData {
    private final String model;
    private final @Nullable Path folder;
    private final Map<Path, Long> sizes = new HashMap<>();

    /**
     * @param model what messages call the model
     * @param folder where the model lies; null if it does not lie in a folder
     */
    ExternalData(String model, @Nullable Path folder) {
        this.model = model;
        this.folder = folder;
    }

    /**
     * The bytes of a tensor, mapped.
     *
     * @param tensor the tensor's name, for messages
     * @param entries TensorProto's {@code external_data}: location, and perhaps offset and length
     * @param length the bytes that the tensor's type and shape need
     */
    ByteBuffer read(String tensor, Map<String, String> entries, long length) {
        String what = model + ": the external data of tensor \"" + tensor + "\"";
        if (folder == null) {
            throw new VerdictException(what + " cannot be found: the model was not read from a folder");
        }
        String location = entries.getOrDefault("location", "");
        Path file = resolve(folder, location, what);
        long offset = number(entries.getOrDefault("offset", "0"), "offset", what);
        long stated = number(entries.getOrDefault("length", Long.toString(length)), "length", what);
        if (stated != length) {
            throw new VerdictException(
                    what + " has length " + stated + ", but its type and shape need " + length + " bytes");
        }
        try {
            long size = sizes.containsKey(file) ? sizes.get(file) : Files.size(file);
            sizes.put(file, size);
            if (offset > size - length) {
                throw new VerdictException(what + " is bytes " + offset + " to " + Math.addExact(offset, length)
                        + " of " + location + ", which has only " + size + " bytes; the file is truncated");
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
            }
        } catch (IOException e) {
            throw new VerdictException(what + " cannot be read from " + location + ": " + e.getMessage(), e);
        } catch (ArithmeticException e) {
            throw new VerdictException(what + " has offset " + offset + ", which lies beyond any file", e);
        }
    }

    private static Path resolve(Path folder, String location, String what) {
        try {
            Path relative = Path.of(location);
            Path file = folder.resolve(relative).normalize();
            if (location.isBlank() || relative.isAbsolute() || !file.startsWith(folder.normalize())) {
                throw new VerdictException(what + " is said to lie at \"" + location
                        + "\"; only files in the model's own folder are read");
            }
            if (!Files.isRegularFile(file)) {
                throw new VerdictException(what + " is missing: there is no file " + file
                        + "; copy it beside the model from where the model came from");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new VerdictException(what + " is said to lie at \"" + location + "\", which is no path", e);
        }
    }

    private static long number(String text, String key, String what) {
        try {
            long value = Long.parseLong(text.strip());
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new VerdictException(what + " has the " + key + " \"" + text + "\", which is no number", e);
        }
        throw new VerdictException(what + " has the negative " + key + " " + text);
    }
}
