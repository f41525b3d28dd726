package io.verdict.transformer.saved;

import com.google.gson.JsonObject;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By what a file is recognised.
 *
 * @param size bytes
 * @param sha256 64 hexadecimal digits
 */
record FileFingerprint(long size, String sha256) {
    static FileFingerprint of(Path path) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
        byte[] block = new byte[1 << 16];
        long size = 0;
        try (InputStream in = Files.newInputStream(path)) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                digest.update(block, 0, count);
                size += count;
            }
        }
        return new FileFingerprint(size, HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * Checks that a file is there and has this fingerprint.
     *
     * @throws VerdictException that names the file and says whether it is missing, of another size, or altered
     */
    void verify(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new VerdictException(path + " is missing: the saved model is not complete; copy or save it again");
        }
        try {
            long actualSize = Files.size(path);
            if (actualSize != size) {
                throw new VerdictException(path + " has " + actualSize + " bytes, but " + size + " were saved: it is "
                        + (actualSize < size ? "truncated" : "altered") + "; copy or save the model again");
            }
            if (!of(path).sha256.equals(sha256)) {
                throw new VerdictException(path + " was altered after it was saved: its SHA-256 is not the one in "
                        + Manifest.NAME + "; copy or save the model again");
            }
        } catch (IOException e) {
            throw new VerdictException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("size", size);
        json.addProperty("sha256", sha256);
        return json;
    }

    static FileFingerprint fromJson(JsonFile json) {
        return new FileFingerprint(json.longInteger("size"), json.string("sha256"));
    }
}
