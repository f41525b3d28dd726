package io.verdict.examples;

import io.verdict.onnx.Backbone;
import io.verdict.onnx.Backbones;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.tokenizer.Truncation;
import io.verdict.transformer.EncoderSession;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.Pooling;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Turns texts into vectors with the embedded backbone, and shows how much alike each two texts are: the cosine of the
 * angle between their vectors, 1 for the same direction.
 *
 * <p>Arguments: the texts; without any, four are taken.
 */
public final class EmbedTexts {
    private static final List<String> TEXTS = List.of(
            "A cat sleeps on the sofa.",
            "The kitten is having a nap on the couch.",
            "The central bank raised interest rates.",
            "Borrowing money has become more expensive.");

    private EmbedTexts() {}

    public static void main(String[] args) {
        show(args.length == 0 ? TEXTS : List.of(args), new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    static void show(List<String> texts, PrintStream out) {
        float[][] vectors = embed(texts);
        for (int i = 0; i < vectors.length; i++) {
            StringBuilder line = new StringBuilder();
            for (float[] other : vectors) {
                line.append(String.format(Locale.ROOT, "%6.2f", cosine(vectors[i], other)));
            }
            out.println(line.append("  ").append(texts.get(i)));
        }
    }

    /** One vector a text, {@code [texts][hidden]}. */
    static float[][] embed(List<String> texts) {
        try (Backbone backbone = Backbone.open(Backbones.DEFAULT);
                EncoderSession session = backbone.encoder().openSession()) {
            // A packed batch holds no padding, whatever the tokenizer's file asks for.
            Tokenizer tokenizer =
                    backbone.tokenizer().withPadding(null).withTruncation(Truncation.to(backbone.maxLength()));
            PackedBatch.Builder batch = PackedBatch.builder();
            tokenizer.encodeAll(texts).forEach(encoding -> batch.add(encoding.ids(), encoding.typeIds()));
            // Sentence-transformers models such as this one were trained for the mean of the rows.
            return session.pooled(batch.build(), Pooling.MEAN);
        }
    }

    static double cosine(float[] a, float[] b) {
        double product = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            squareA += (double) a[i] * a[i];
            squareB += (double) b[i] * b[i];
        }
        return product / Math.sqrt(squareA * squareB);
    }
}
