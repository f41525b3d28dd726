package io.verdict.trainer;

import io.verdict.tokenizer.Tokenizer;
import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.TextSource;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.Targets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Texts as token ids, packed end to end, with their labels: four bytes a token, and the texts themselves are not kept.
 * All tokens are of type 0. Immutable.
 */
public final class EncodedTexts {
    /** Texts that are tokenized together, over threads. */
    private static final int CHUNK = 1024;

    private final int[] ids;
    private final int[] offsets;
    private final int[] labels;

    private EncodedTexts(int[] ids, int[] offsets, int[] labels) {
        this.ids = ids;
        this.offsets = offsets;
        this.labels = labels;
    }

    /**
     * Tokenizes a source.
     *
     * @param tokenizer it truncates as it is told to
     * @param progress is given the texts done so far
     */
    public static EncodedTexts of(TextSource source, Tokenizer tokenizer, LongConsumer progress) {
        Collector collector = new Collector(tokenizer);
        try (Stream<Example> examples = source.stream()) {
            Iterator<Example> iterator = examples.iterator();
            while (iterator.hasNext()) {
                collector.add(iterator.next());
                if (collector.pending() == CHUNK || !iterator.hasNext()) {
                    collector.flush();
                    progress.accept(collector.size);
                }
            }
        }
        return collector.finish();
    }

    /** The number of texts. */
    public int size() {
        return labels.length;
    }

    /** The number of tokens of all texts. */
    public int tokens() {
        return offsets[labels.length];
    }

    /** The tokens of one text. */
    public int length(int text) {
        return offsets[text + 1] - offsets[text];
    }

    /** The label's number of one text, or {@link Example#UNLABELLED}. */
    public int label(int text) {
        return labels[text];
    }

    /** The texts of these numbers as one batch, in that order. */
    public PackedBatch batch(int... texts) {
        PackedBatch.Builder batch = PackedBatch.builder();
        for (int text : texts) {
            batch.add(Arrays.copyOfRange(ids, offsets[text], offsets[text + 1]));
        }
        return batch.build();
    }

    /** The labels of the texts of these numbers. */
    public Targets targets(int... texts) {
        return new Targets.Classes(Arrays.stream(texts).mapToObj(this::label).toList());
    }

    /** A checksum over tokens and labels: texts that differ have, but for chance, another one. */
    String fingerprint() {
        CRC32C checksum = new CRC32C();
        for (int[] values : List.of(ids, offsets, labels)) {
            ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES);
            for (int value : values) {
                checksum.update(bytes.putInt(0, value).rewind());
            }
        }
        return Long.toHexString(checksum.getValue());
    }

    private static final class Collector {
        private final Tokenizer tokenizer;
        private final List<String> texts = new ArrayList<>();
        private int[] ids = new int[1 << 14];
        private int[] offsets = new int[1 << 10];
        private int[] labels = new int[1 << 10];
        private int size;

        Collector(Tokenizer tokenizer) {
            this.tokenizer = tokenizer;
        }

        int pending() {
            return texts.size();
        }

        void add(Example example) {
            int index = size + texts.size();
            if (index + 1 == labels.length) {
                labels = Arrays.copyOf(labels, 2 * labels.length);
                offsets = Arrays.copyOf(offsets, 2 * offsets.length);
            }
            labels[index] = example.label();
            texts.add(example.text());
        }

        void flush() {
            for (int[] encoded : tokenizer.encodeAll(texts).stream()
                    .map(encoding -> encoding.ids())
                    .toList()) {
                int end = Math.addExact(offsets[size], encoded.length);
                if (end > ids.length) {
                    ids = Arrays.copyOf(ids, Math.max(end, Math.addExact(ids.length, ids.length / 2)));
                }
                System.arraycopy(encoded, 0, ids, offsets[size], encoded.length);
                offsets[++size] = end;
            }
            texts.clear();
        }

        EncodedTexts finish() {
            return new EncodedTexts(
                    Arrays.copyOf(ids, offsets[size]), Arrays.copyOf(offsets, size + 1), Arrays.copyOf(labels, size));
        }
    }
}
