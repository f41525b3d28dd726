package io.verdict.benchmarks;

import io.verdict.onnx.Backbone;
import io.verdict.onnx.Backbones;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.ClassifierConfig;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.Parameters;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.TextClassifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The default backbone with a seeded head of two classes on its pooler. Frees the classifier when closed. */
record ModelUnderTest(Classifier classifier, Tokenizer tokenizer) implements AutoCloseable {
    private static final long SEED = 42;
    /** Makes the logits of a fresh head about as large as those of a trained one: a difference then shows. */
    private static final int HEAD_SCALE = 50;

    static ModelUnderTest open() {
        Backbone backbone = Backbone.open(Backbones.DEFAULT);
        Classifier classifier =
                Classifier.withFreshHead(backbone.encoder(), Pooling.POOLER, Corpus.MAIL_CLASSES.size(), SEED);
        classifier.parameters().get(ParameterSpec.CLASSIFIER_WEIGHT).muli(HEAD_SCALE);
        return new ModelUnderTest(classifier, backbone.tokenizer());
    }

    EncoderConfig encoder() {
        return classifier.config().encoder();
    }

    /**
     * The same parameters with another pooling. The arrays are shared: do not close it.
     *
     * <p>With {@link Pooling#MEAN} the head reads every row, so that the last layer must be computed as a whole.
     */
    Classifier pooledBy(Pooling pooling) {
        Parameters same = new Parameters();
        classifier
                .parameters()
                .names()
                .forEach(name -> same.add(name, classifier.parameters().get(name)));
        return new Classifier(new ClassifierConfig(encoder(), pooling, Corpus.MAIL_CLASSES.size()), same);
    }

    /** The backbone's ONNX file with this classifier's head. */
    byte[] onnx() {
        String resource = Backbones.all().stream()
                .filter(embedded -> embedded.name().equals(Backbones.DEFAULT))
                .findFirst()
                .orElseThrow()
                .model();
        try (InputStream stream = ModelUnderTest.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new BenchmarkException("The backbone " + resource + " is not on the class path");
            }
            return OnnxHead.on(stream.readAllBytes(), classifier.parameters());
        } catch (IOException e) {
            throw new BenchmarkException("The backbone " + resource + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Saves it as a folder that HuggingFace's transformers read.
     *
     * @return the folder
     */
    Path save(Path folder, int maxLength) {
        // Not closed: it would free the classifier, which goes on.
        new TextClassifier(classifier, tokenizer, Labels.of(Corpus.MAIL_CLASSES), maxLength).save(folder, 0);
        return folder;
    }

    static PackedBatch batch(List<int[]> ids) {
        PackedBatch.Builder batch = PackedBatch.builder();
        ids.forEach(batch::add);
        return batch.build();
    }

    @Override
    public void close() {
        classifier.close();
    }
}
