package io.verdict.benchmarks;

import io.verdict.benchmarks.Report.Kind;
import io.verdict.transformer.ClassifierSession;
import io.verdict.transformer.Pooling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "forward", description = "Tokens in, logits out: beside ONNX Runtime and DJL on PyTorch.")
final class Forward implements Callable<Integer> {
    private static final List<String> SHAPES = List.of("16x128", "1x32", "1x128");
    /** Runs of this many tokens or less are short: the caches' state and the clock matter, so there are more of them. */
    private static final int SHORT = 512;

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--shape", paramLabel = "BxL", description = "Texts x tokens, or all. Default: 16x128.")
    private String shape = "16x128";

    @Option(
            names = "--python",
            paramLabel = "FILE",
            description =
                    "A Python interpreter with torch and transformers, which traces their model for DJL: a peer more.")
    private @Nullable Path python;

    @Override
    public Integer call() {
        if (shape.equals("all") && settings.json().isPresent()) {
            throw new BenchmarkException("--json takes one shape at a time; name one with --shape");
        }
        try (ModelUnderTest model = ModelUnderTest.open()) {
            for (String each : shape.equals("all") ? SHAPES : List.of(shape)) {
                measure(model, Shape.parse(each));
            }
        }
        return 0;
    }

    private void measure(ModelUnderTest model, Shape size) {
        int threads = settings.threads();
        List<int[]> ids = Corpus.mail()
                .dense(model.tokenizer(), size.batch(), size.length())
                .ids(model.tokenizer(), size.length());
        List<String> notes = new ArrayList<>();
        try (Scratch scratch = Scratch.create();
                ClassifierSession session = model.classifier().openSession();
                ClassifierSession unpruned = model.pooledBy(Pooling.MEAN).openSession();
                OnnxRuntimeModel onnxRuntime = new OnnxRuntimeModel(model.onnx(), threads);
                Sides sides = new Sides()) {
            float[][] ours = session.logits(ModelUnderTest.batch(ids));
            notes.add(Logits.note("onnxruntime", Logits.requireEqual("onnxruntime", ours, onnxRuntime.logits(ids))));
            sides.add(Kind.VERDICT, Timed.of("verdict", () -> session.logits(ModelUnderTest.batch(ids))));
            sides.add(Kind.VARIANT, Timed.of("verdict-unpruned", () -> unpruned.logits(ModelUnderTest.batch(ids))));
            notes.add("verdict-unpruned has a head that reads all rows (their mean), so that the last layer is whole.");
            sides.add(Kind.PEER, Timed.of("onnxruntime", () -> onnxRuntime.logits(ids)));
            DjlBert.engine(threads);
            sides.add(Kind.PEER, DjlBert.forward(model.encoder(), ids, Corpus.MAIL_CLASSES.size()));
            notes.add(DjlBert.NOTE);
            if (python != null) {
                DjlTraced traced = sides.add(Kind.PEER, DjlTraced.of(model, ids, python, scratch.folder()));
                notes.add(Logits.note(traced.name(), Logits.requireEqual(traced.name(), ours, traced.logits())));
            }
            Floor.both(model.encoder(), size, threads, false).forEach(floor -> {
                sides.add(Kind.FLOOR, floor);
                notes.add(FloorCommand.note(floor));
            });
            boolean brief = size.tokens() <= SHORT;
            Alternation alternation = new Alternation(brief ? 50 : 5, settings.rounds(brief ? 20 : 15), brief ? 5 : 1);
            settings.show(new Report("forward", size.toString(), sides.run(alternation), notes));
        }
    }
}
