package io.verdict.onnx;

import io.verdict.transformer.Classifier;
import io.verdict.transformer.Encoder;
import io.verdict.transformer.VerdictException;
import java.util.Optional;

/**
 * What an ONNX file became. Owns its arrays.
 *
 * @param encoder the encoder
 * @param head the classification head, if the file has one
 * @param tail what the file computes from the encoder's outputs beyond that, if anything
 * @param report how it was found
 */
public record ImportedModel(Encoder encoder, Optional<ClassifierHead> head, Optional<Tail> tail, ImportReport report)
        implements AutoCloseable {

    /**
     * The encoder with its head as one classifier, which takes over this model's arrays.
     *
     * @throws VerdictException if the file has no head
     */
    public Classifier toClassifier() {
        ClassifierHead found = head.orElseThrow(
                () -> new VerdictException(report.file() + " has no classification head; fine-tune it first"));
        return found.on(encoder);
    }

    @Override
    public void close() {
        encoder.close();
        head.ifPresent(ClassifierHead::close);
        tail.ifPresent(Tail::close);
    }
}
