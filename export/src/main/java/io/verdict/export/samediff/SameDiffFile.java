package io.verdict.export.samediff;

import io.verdict.transformer.Classifier;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes classifiers as SameDiff files (FlatBuffers), which ND4J loads without anything of Verdict. */
public final class SameDiffFile {
    /** The graph's output, {@code [batch, labels]}. */
    public static final String LOGITS = "logits";

    /** FlatBuffers' own limit, less what the graph itself can take. */
    private static final long MOST_BYTES = (1L << 30) - (16 << 20);

    private SameDiffFile() {}

    /**
     * Writes a classifier. The graph takes {@code input_ids}, {@code attention_mask} and {@code token_type_ids}, int64
     * {@code [batch, sequence]}, and gives {@code logits}, float {@code [batch, labels]}.
     *
     * @param file must not be there
     * @throws VerdictException if the model is too large for the format, or for the heap: the file is made in memory
     */
    public static void write(Classifier classifier, Path file) throws IOException {
        long bytes = Math.multiplyExact(classifier.parameters().size(), Float.BYTES);
        if (bytes > MOST_BYTES) {
            throw new VerdictException("The model has " + bytes + " bytes of parameters; a SameDiff file has at most"
                    + " 1 GiB. Export it as onnx or huggingface");
        }
        ByteBuffer content;
        try {
            content = StockBert.of(classifier).asFlatBuffers(false);
        } catch (OutOfMemoryError e) {
            throw new VerdictException(
                    "A SameDiff file of " + bytes / 1_000_000 + " MB is made in memory, and the heap has "
                            + Runtime.getRuntime().maxMemory() / 1_000_000 + " MB. Start the JVM with -Xmx"
                            + (3 * bytes / 1_000_000 + 512) + "m (with ./verdict: VERDICT_JAVA_OPTS)",
                    e);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
        }
    }
}
