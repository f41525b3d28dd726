package io.verdict.onnx;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import onnx.Onnx;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.UnsafeByteOperations;

/**
 * An ONNX model's bytes, parsed.
 *
 * @param name what messages call the model
 * @param folder where the model's external data lies; null if the model was not read from a folder
 * @param model the message; its tensors are views of the file's bytes
 */
record OnnxFile(String name, @Nullable Path folder, Onnx.ModelProto model) {
    /** Maps and parses a file. */
    static OnnxFile open(Path file) {
        if (Files.isDirectory(file)) {
            throw new VerdictException(file + " is a folder; expected an ONNX file");
        }
        if (!Files.isRegularFile(file)) {
            throw new VerdictException("There is no file " + file);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new VerdictException(file + " has " + channel.size() + " bytes; an ONNX file has at most 2 GiB,"
                        + " larger models keep their tensors in external data files");
            }
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            return parse(file.toString(), file.toAbsolutePath().getParent(), bytes);
        } catch (IOException e) {
            throw new VerdictException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Parses a model that is in memory; it must not be changed while anything of the model is in use. */
    static OnnxFile parse(String name, @Nullable Path folder, ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            throw new VerdictException(name + " is empty");
        }
        Onnx.ModelProto model;
        try {
            // Aliasing makes tensors views of the (immutable) bytes; a plain parse copies them all.
            CodedInputStream input =
                    UnsafeByteOperations.unsafeWrap(bytes.duplicate()).newCodedInput();
            input.enableAliasing(true);
            model = Onnx.ModelProto.parseFrom(input);
        } catch (IOException e) {
            throw new VerdictException(
                    name + " is no ONNX model, or is truncated or corrupt" + looksLike(bytes) + ": " + e.getMessage(),
                    e);
        }
        if (!model.hasGraph()
                || model.getOpsetImportCount() == 0
                || model.getGraph().getOutputCount() == 0) {
            String lacking =
                    !model.hasGraph() ? "no graph" : model.getOpsetImportCount() == 0 ? "no operator set" : "no output";
            throw new VerdictException(
                    name + " is no ONNX model, or is truncated or corrupt" + looksLike(bytes) + ": it has " + lacking);
        }
        return new OnnxFile(name, folder, model);
    }

    /** What another format's first bytes tell, as an insertion into a message. */
    private static String looksLike(ByteBuffer bytes) {
        ByteBuffer head = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        byte[] first = new byte[Math.min(64, head.remaining())];
        head.get(first);
        String text = new String(first, StandardCharsets.ISO_8859_1);
        if (text.startsWith("version https://git-lfs")) {
            return " (it is a Git LFS pointer; fetch the file itself with \"git lfs pull\")";
        }
        if (text.startsWith("PK\u0003\u0004")) {
            return " (it looks like a zip archive or a PyTorch checkpoint; export the model to ONNX)";
        }
        if (text.length() > 8 && text.charAt(8) == '{') {
            return " (it looks like a safetensors file; open its folder instead)";
        }
        if (text.startsWith("\u0089HDF")) {
            return " (it looks like an HDF5 file)";
        }
        if (text.stripLeading().startsWith("{") || text.stripLeading().startsWith("<")) {
            return " (it looks like a text file)";
        }
        return "";
    }
}
