package io.verdict.cli;

import io.verdict.onnx.Backbone;
import io.verdict.onnx.Backbones;
import io.verdict.tokenizer.Encoding;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.tokenizer.Truncation;
import io.verdict.transformer.EncoderSession;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code verdict embed}: lines in, vectors out. */
@Command(
        name = "embed",
        header = "Turn lines of standard input into vectors.",
        customSynopsis = "verdict embed [OPTIONS]",
        description = {
            "",
            "Prints one JSON object a line: {\"embedding\": [...]}, numbers with nine significant digits. With --pooling"
                    + " none it holds one row a token, special tokens included. A text that is longer than the model's"
                    + " maximum is cut, its special tokens kept."
        },
        footer = {
            "",
            "Examples:",
            "  echo \"Great film!\" | verdict embed",
            "  verdict embed --backbone my-bert/ --pooling cls < texts.txt"
        })
final class EmbedCommand implements Runnable {
    /** How the rows of a text become its embedding; {@code none} keeps them. */
    enum Rows {
        CLS,
        MEAN,
        POOLER,
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Console console;
    private final GlobalOptions options;

    @Option(
            names = "--backbone",
            paramLabel = "NAME|DIR|FILE",
            defaultValue = Backbones.DEFAULT,
            description = "A name that \"verdict backbones\" lists, a folder with model.onnx and tokenizer.json, or an"
                    + " ONNX file beside its tokenizer.json. Default: ${DEFAULT-VALUE}.")
    String backbone = Backbones.DEFAULT;

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE|DIR",
            description = "Another tokenizer.json or vocab.txt. Default: the backbone's own.")
    @Nullable
    Path tokenizer;

    @Option(
            names = "--pooling",
            paramLabel = "NAME",
            defaultValue = "mean",
            description = "cls (the first row), mean (of all rows), pooler (the first row through BERT's pooler) or"
                    + " none. Default: ${DEFAULT-VALUE}.")
    Rows pooling = Rows.MEAN;

    @Option(
            names = {"--batch-size", "--batch_size"},
            paramLabel = "N",
            defaultValue = "32",
            description = "Texts computed at a time; the numbers do not depend on it. Default: ${DEFAULT-VALUE}.")
    int batchSize;

    @Spec
    CommandSpec spec = CommandSpec.create();

    EmbedCommand(Console console, GlobalOptions options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public void run() {
        if (batchSize < 1) {
            throw new ParameterException(spec.commandLine(), "--batch-size is " + batchSize + ", must be at least 1.");
        }
        Backend.start(options);
        try (Backbone opened = Backbone.open(backbone);
                EncoderSession session = opened.encoder().openSession()) {
            Tokenizer cutting = tokenizer(opened);
            Lines lines = StandardInput.lines(console);
            for (List<String> texts = lines.next(batchSize); !texts.isEmpty(); texts = lines.next(batchSize)) {
                embed(session, cutting.encodeAll(texts));
                console.out().flush();
            }
        }
    }

    private Tokenizer tokenizer(Backbone opened) {
        Tokenizer loaded = tokenizer == null ? opened.tokenizer() : Tokenizer.load(tokenizer);
        int known = opened.encoder().config().vocabularySize();
        if (loaded.vocabularySize() > known) {
            throw new VerdictException("The tokenizer has " + loaded.vocabularySize() + " tokens, the backbone "
                    + opened.name() + " knows " + known + "; they do not belong together");
        }
        return loaded.withPadding(null).withTruncation(Truncation.to(opened.maxLength()));
    }

    private void embed(EncoderSession session, List<Encoding> encodings) {
        PackedBatch.Builder batch = PackedBatch.builder();
        encodings.forEach(encoding -> batch.add(encoding.ids(), encoding.typeIds()));
        if (pooling != Rows.NONE) {
            Pooling pooled = Pooling.fromId(pooling.name().toLowerCase(Locale.ROOT));
            for (float[] row : session.pooled(batch.build(), pooled)) {
                StringBuilder line = new StringBuilder("{\"embedding\": ");
                append(line, row);
                console.out().line(line.append('}'));
            }
            return;
        }
        float[][] rows = session.tokenRows(batch.build());
        int from = 0;
        for (Encoding encoding : encodings) {
            int to = from + encoding.length();
            console.out().line(rowsOf(Arrays.asList(rows).subList(from, to)));
            from = to;
        }
    }

    private static StringBuilder rowsOf(List<float[]> rows) {
        StringBuilder line = new StringBuilder("{\"embedding\": [");
        for (int i = 0; i < rows.size(); i++) {
            line.append(i == 0 ? "" : ", ");
            append(line, rows.get(i));
        }
        return line.append("]}");
    }

    private static void append(StringBuilder line, float[] row) {
        line.append('[');
        for (int i = 0; i < row.length; i++) {
            line.append(i == 0 ? "" : ", ");
            NineDigits.append(line, row[i]);
        }
        line.append(']');
    }
}
