package io.verdict.trainer;

import io.verdict.tokenizer.Encoding;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.Target;
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
 * Texts, or pairs of texts, as token ids, packed end to end, with their targets: four bytes a token, one more where there
 * are pairs, and the texts themselves are not kept. Immutable.
 */
public final class EncodedTexts {
    /** Texts that are tokenized together, over threads. */
    private static final int CHUNK = 1024;

    private final int[] ids;
    /** The types of the tokens; none where all are 0. */
    private final byte[] types;

    private final int[] offsets;
    private final EncodedTargets targets;

    private EncodedTexts(int[] ids, byte[] types, int[] offsets, EncodedTargets targets) {
        this.ids = ids;
        this.types = types;
        this.offsets = offsets;
        this.targets = targets;
    }

    /**
     * Tokenizes a source.
     *
     * @param tokenizer it truncates as it is told to
     * @param progress is given the texts done so far
     */
    public static EncodedTexts of(TextSource source, Tokenizer tokenizer, LongConsumer progress) {
        Collector collector = new Collector(tokenizer, source.classCounts().size());
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
        return offsets.length - 1;
    }

    /** The number of tokens of all texts. */
    public int tokens() {
        return offsets[size()];
    }

    /** The tokens of one text. */
    public int length(int text) {
        return offsets[text + 1] - offsets[text];
    }

    /** What one text is to be classified as. */
    public Target target(int text) {
        return targets.target(text);
    }

    /** Whether texts can have several labels. */
    public boolean multiLabel() {
        return targets.multiLabel();
    }

    /** The texts of these numbers as one batch, in that order. */
    public PackedBatch batch(int... texts) {
        PackedBatch.Builder batch = PackedBatch.builder();
        for (int text : texts) {
            batch.add(Arrays.copyOfRange(ids, offsets[text], offsets[text + 1]), types(text));
        }
        return batch.build();
    }

    private int[] types(int text) {
        int[] ofText = new int[length(text)];
        for (int i = 0; i < ofText.length && types.length > 0; i++) {
            ofText[i] = types[offsets[text] + i];
        }
        return ofText;
    }

    /** The targets of the texts of these numbers, as the loss takes them. */
    public Targets targets(int... texts) {
        return targets.of(texts);
    }

    /** A checksum over tokens and targets: texts that differ have, but for chance, another one. */
    String fingerprint() {
        CRC32C checksum = new CRC32C();
        checksum.update(types);
        for (int[] values : List.of(ids, offsets, targets.checksums())) {
            ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES);
            for (int value : values) {
                checksum.update(bytes.putInt(0, value).rewind());
            }
        }
        return Long.toHexString(checksum.getValue());
    }

    private static final class Collector {
        private final Tokenizer tokenizer;
        private final List<Example> pending = new ArrayList<>();
        private final EncodedTargets.Collector targets;
        private int[] ids = new int[1 << 14];
        private byte[] types = new byte[0];
        private int[] offsets = new int[1 << 10];
        private int size;

        Collector(Tokenizer tokenizer, int labels) {
            this.tokenizer = tokenizer;
            this.targets = new EncodedTargets.Collector(labels);
        }

        int pending() {
            return pending.size();
        }

        void add(Example example) {
            pending.add(example);
            targets.add(example.target());
        }

        void flush() {
            for (Encoding encoding : encodings()) {
                int[] encoded = encoding.ids();
                int start = offsets[size];
                int end = Math.addExact(start, encoded.length);
                if (end > ids.length) {
                    ids = Arrays.copyOf(ids, Math.max(end, Math.addExact(ids.length, ids.length / 2)));
                }
                System.arraycopy(encoded, 0, ids, start, encoded.length);
                if (pending.get(0).pair().isPresent()) {
                    addTypes(encoding.typeIds(), start);
                }
                if (++size == offsets.length) {
                    offsets = Arrays.copyOf(offsets, 2 * size);
                }
                offsets[size] = end;
            }
            pending.clear();
        }

        private List<Encoding> encodings() {
            List<String> texts = pending.stream().map(Example::text).toList();
            return pending.get(0).pair().isPresent()
                    ? tokenizer.encodeAll(
                            texts,
                            pending.stream()
                                    .map(example -> example.pair().orElseThrow())
                                    .toList())
                    : tokenizer.encodeAll(texts);
        }

        private void addTypes(int[] encoded, int start) {
            if (types.length < ids.length) {
                types = Arrays.copyOf(types, ids.length);
            }
            for (int i = 0; i < encoded.length; i++) {
                types[start + i] = (byte) encoded[i];
            }
        }

        EncodedTexts finish() {
            return new EncodedTexts(
                    Arrays.copyOf(ids, offsets[size]),
                    types.length == 0 ? types : Arrays.copyOf(types, offsets[size]),
                    Arrays.copyOf(offsets, size + 1),
                    targets.finish());
        }
    }
}
