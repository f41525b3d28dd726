package io.verdict.benchmarks;

import io.verdict.benchmarks.Report.Kind;
import io.verdict.transformer.ClassifierSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "train-step",
        description = "One step of training, all parameters: beside DJL on PyTorch and HuggingFace's transformers.")
final class TrainStep implements Callable<Integer> {
    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--shape", paramLabel = "BxL", description = "Texts x tokens. Default: 16x128.")
    private String shape = "16x128";

    @Option(
            names = "--python",
            paramLabel = "FILE",
            description = "A Python interpreter with torch and transformers: a peer more.")
    private @Nullable Path python;

    @Override
    public Integer call() {
        int threads = settings.threads();
        Shape size = Shape.parse(shape);
        List<String> notes = new ArrayList<>(List.of(
                "A step is batch, forward, backward, clipping by global norm 1, AdamW with decay 0.01; dropout 0.1;"
                        + " the same batch each time."));
        try (Scratch scratch = Scratch.create();
                ModelUnderTest model = ModelUnderTest.open();
                Sides sides = new Sides()) {
            Corpus mail = Corpus.mail().dense(model.tokenizer(), size.batch(), size.length());
            List<int[]> ids = mail.ids(model.tokenizer(), size.length());
            List<Integer> labels = mail.labels().stream()
                    .map(label -> Corpus.MAIL_CLASSES.indexOf(label))
                    .toList();
            // Before training changes the parameters.
            PythonPeer transformers =
                    python == null ? null : transformers(python, scratch.folder(), model, ids, labels, notes);
            sides.add(
                    Kind.VERDICT,
                    new PacedTraining(model.classifier(), model.tokenizer(), mail, size.length(), size.batch()));
            DjlBert.engine(threads);
            sides.add(Kind.PEER, new DjlTraining(model.encoder(), ids, labels, Corpus.MAIL_CLASSES.size()));
            notes.add(DjlBert.NOTE);
            if (transformers != null) {
                sides.add(Kind.PEER, transformers);
            }
            Floor.both(model.encoder(), size, threads, true).forEach(floor -> {
                sides.add(Kind.FLOOR, floor);
                notes.add(FloorCommand.note(floor));
            });
            settings.show(new Report(
                    "train-step", size.toString(), sides.run(new Alternation(3, settings.rounds(9), 1)), notes));
        }
        return 0;
    }

    /** HuggingFace's own step on the same model, whose logits are compared with ours first. */
    private PythonPeer transformers(
            Path interpreter,
            Path folder,
            ModelUnderTest model,
            List<int[]> ids,
            List<Integer> labels,
            List<String> notes) {
        Path saved = model.save(folder.resolve("model"), ids.get(0).length);
        Path batch = PythonPeer.json(folder, "batch.json", Map.of("ids", ids, "labels", labels));
        PythonPeer peer = new PythonPeer(
                "transformers",
                interpreter,
                "train_step.py",
                settings.threads(),
                List.of(saved.toString(), batch.toString(), String.valueOf(settings.threads())));
        try (ClassifierSession session = model.classifier().openSession()) {
            float[][] ours = session.logits(ModelUnderTest.batch(ids));
            double difference = Logits.requireEqual("transformers", ours, peer.result(float[][].class));
            notes.add(Logits.note("transformers", difference));
        } catch (RuntimeException e) {
            peer.close();
            throw e;
        }
        return peer;
    }
}
