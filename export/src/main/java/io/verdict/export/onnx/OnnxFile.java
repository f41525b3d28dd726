package io.verdict.export.onnx;

import io.verdict.transformer.Classifier;
import io.verdict.transformer.VerdictException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import onnx.Onnx;

/** Writes classifiers as ONNX files. */
public final class OnnxFile {
    /** The version of ONNX's operators that is written; LayerNormalization is one of them since. */
    public static final int OPSET = 17;

    /** The file format that came with it. */
    private static final int IR_VERSION = 8;

    /** What everything but the parameters can take, generously. */
    private static final long GRAPH_BYTES = 16 << 20;

    private OnnxFile() {}

    /**
     * Writes a classifier. The graph takes {@code input_ids}, {@code attention_mask} and {@code token_type_ids}, int64
     * {@code [batch, sequence]}, and gives {@code logits}, float {@code [batch, labels]}.
     *
     * @param file must not be there
     * @throws VerdictException if the model is too large for one ONNX file
     */
    public static void write(Classifier classifier, Path file) throws IOException {
        long bytes = Math.multiplyExact(classifier.parameters().size(), Float.BYTES);
        if (bytes > Integer.MAX_VALUE - GRAPH_BYTES) {
            throw new VerdictException(
                    "The model has " + bytes + " bytes of parameters; an ONNX file has at most 2 GiB."
                            + " Export it as huggingface, and convert that with HuggingFace's optimum, which splits it");
        }
        Onnx.ModelProto model = Onnx.ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("verdict")
                .addOpsetImport(
                        Onnx.OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(OnnxBert.of(classifier))
                .build();
        try (OutputStream out = new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), 1 << 20)) {
            model.writeTo(out);
        }
    }
}
