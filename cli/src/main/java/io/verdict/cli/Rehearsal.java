package io.verdict.cli;

import io.verdict.onnx.Backbone;
import io.verdict.onnx.Backbones;
import io.verdict.serving.ModelServer;
import io.verdict.serving.ServerOptions;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.transformer.Activation;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.Encoder;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.Parameters;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.saved.ModelCard;
import io.verdict.transformer.saved.SavedModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Imports the default backbone, predicts, evaluates and serves with a tiny model of its own. The launcher runs this once a
 * build, for the JVM to archive the classes that those commands load; later processes map the archive into memory in
 * place of reading and checking them.
 */
public final class Rehearsal {
    private static final List<String> WORDS = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "good", "bad");
    private static final List<String> LABELS = List.of("negative", "positive");
    private static final int HIDDEN = 64;
    private static final int POSITIONS = 16;

    private Rehearsal() {}

    public static void main(String[] args) throws IOException {
        Console console = Console.ofProcess();
        Path folder = Files.createTempDirectory("verdict-rehearsal");
        int code;
        try {
            if (Backbones.available().contains(Backbones.DEFAULT)) {
                Backbone.open(Backbones.DEFAULT).close();
            }
            Path model = save(folder);
            Path texts = folder.resolve("texts.csv");
            Files.writeString(texts, "text,label\ngood,positive\nbad,negative\n");
            code = Math.max(
                    Main.run(new String[] {"predict", "--model", model.toString(), "good"}, console),
                    Main.run(
                            new String[] {"evaluate", "--model", model.toString(), "--file", texts.toString()},
                            console));
            serve(model);
        } finally {
            delete(folder);
        }
        System.exit(code);
    }

    /** Starts a server, asks it once over the network, and stops it. */
    private static void serve(Path model) throws IOException {
        GlobalOptions options = new GlobalOptions();
        ServerOptions server = ServerOptions.DEFAULT.withAddress("127.0.0.1", 0);
        try (ModelServer running = ModelServer.start(ModelLoading.load(model, options), server, line -> {});
                Socket client = new Socket(
                        InetAddress.getLoopbackAddress(), running.uri().getPort())) {
            String request = "POST /predict HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 18\r\n\r\n{\"inputs\": \"good\"}";
            client.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            byte[] answer = client.getInputStream().readAllBytes();
            if (!new String(answer, StandardCharsets.UTF_8).startsWith("HTTP/1.1 200")) {
                throw new IllegalStateException("The server answers " + new String(answer, StandardCharsets.UTF_8));
            }
        }
    }

    /** Saves a tiny model of the labels negative and positive below a folder. */
    static Path save(Path folder) throws IOException {
        Path vocabulary = folder.resolve("vocab.txt");
        Files.write(vocabulary, WORDS);
        EncoderConfig config =
                new EncoderConfig(WORDS.size(), HIDDEN, 1, 2, HIDDEN, POSITIONS, 2, 1e-12, Activation.GELU, false);
        Parameters parameters = new Parameters();
        for (ParameterSpec spec : ParameterSpec.encoder(config)) {
            long[] shape = spec.shape().stream().mapToLong(Long::longValue).toArray();
            parameters.add(spec.name(), Nd4j.zeros(DataType.FLOAT, shape));
        }
        Path model = folder.resolve("model");
        try (Classifier classifier =
                Classifier.withFreshHead(new Encoder(config, parameters), Pooling.CLS, LABELS.size(), 0)) {
            ModelCard card = ModelCard.of(LABELS, POSITIONS, "", Dropout.NONE, 0);
            new SavedModel(classifier, Tokenizer.load(vocabulary), card).save(model, false);
        }
        return model;
    }

    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    delete(entry);
                } else {
                    Files.delete(entry);
                }
            }
        }
        Files.delete(folder);
    }
}
