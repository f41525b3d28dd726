package io.verdict.onnx;

import io.verdict.tokenizer.Tokenizer;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.Encoder;
import io.verdict.transformer.VerdictException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A pretrained encoder with its tokenizer, ready to fine-tune or to embed texts with. Owns the arrays.
 *
 * @param name the name or path it was opened by
 * @param encoder the encoder
 * @param head a classification head, if the model has one
 * @param report how the encoder was found in an ONNX file; empty if it was read from another format
 * @param tokenizerJson the tokenizer in the form of {@code tokenizer.json}; empty if none lies beside the model
 * @param maxLength the longest text in tokens, special tokens included
 */
public record Backbone(
        String name,
        Encoder encoder,
        Optional<ClassifierHead> head,
        Optional<ImportReport> report,
        Optional<String> tokenizerJson,
        int maxLength)
        implements AutoCloseable {

    /**
     * Opens a backbone.
     *
     * <p>What an ONNX file computes beyond the encoder and a linear head is not needed here and not read; see
     * {@link OnnxImporter} for that.
     *
     * @param nameOrPath the name of an embedded backbone ({@link Backbones}), a model that Verdict saved, a folder in
     *     HuggingFace's layout ({@code model.onnx}, {@code onnx/model.onnx} or {@code model.safetensors}, with
     *     {@code config.json} and {@code tokenizer.json} or {@code vocab.txt}), or an ONNX file, beside which the other
     *     files may lie
     * @throws VerdictException if it is none of these, or cannot be imported
     */
    public static Backbone open(String nameOrPath) {
        Optional<Backbones.Embedded> embedded = Backbones.named(nameOrPath);
        if (embedded.isPresent()) {
            return Backbones.open(embedded.get());
        }
        try {
            Path path = Path.of(nameOrPath);
            if (Files.exists(path)) {
                return BackboneFolder.open(nameOrPath, path);
            }
        } catch (InvalidPathException noPath) {
            // Then it is no file either, and the error below says what there is.
        }
        throw new VerdictException("\"" + nameOrPath + "\" is no embedded backbone, no folder and no file; embedded: "
                + Backbones.all().stream().map(Backbones.Embedded::name).collect(Collectors.joining(", ")));
    }

    /**
     * The tokenizer, with whatever truncation and padding its file asks for.
     *
     * @throws VerdictException if no tokenizer lies beside the model
     */
    public Tokenizer tokenizer() {
        return Tokenizer.fromJson(tokenizerJson.orElseThrow(() -> new VerdictException("There is no tokenizer beside "
                + name + "; put its tokenizer.json or vocab.txt into that folder, or name one with --tokenizer")));
    }

    /**
     * The classifier that it is, to train on from: the encoder under its own head. Takes over the arrays, so that this
     * need not be closed any more.
     *
     * @param labels the classes in the order that they shall have, which must be the head's own in any order
     * @throws VerdictException if it has no head, or one of other classes; then this is still to be closed
     */
    public Classifier classifier(List<String> labels) {
        ClassifierHead own = head.orElseThrow(
                () -> new VerdictException(name + " has no classification head of its own; train it with a fresh one"));
        return own.inOrder(labels, name).on(encoder);
    }

    @Override
    public void close() {
        encoder.close();
        head.ifPresent(ClassifierHead::close);
    }
}
