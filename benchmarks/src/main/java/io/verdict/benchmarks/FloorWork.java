package io.verdict.benchmarks;

import io.verdict.benchmarks.Product.Operand;
import io.verdict.transformer.EncoderConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The matrix products of a BERT encoder, in the model's order, on random numbers. Each layer has weights of its own, as
 * in the model; activations share a few arrays, which does not slow the products down. Query, key and value are one
 * product. Pooler and head, less than a thousandth, are left out.
 */
final class FloorWork implements AutoCloseable {
    private final List<FloatPointer> arrays = new ArrayList<>();
    private final List<List<List<Product>>> steps = new ArrayList<>();
    private final Random random = new Random(42);
    private final EncoderConfig config;
    private final Shape shape;
    private final int threads;
    private final Operand narrow;
    private final Operand narrowToo;
    private final Operand wide;
    private final Operand heads;

    private FloorWork(EncoderConfig config, Shape shape, int threads) {
        this.config = config;
        this.shape = shape;
        this.threads = threads;
        int hidden = config.hiddenSize();
        narrow = array(shape.tokens(), hidden);
        narrowToo = array(shape.tokens(), hidden);
        wide = array(shape.tokens(), config.intermediateSize());
        heads = array(shape.tokens(), 3 * hidden);
    }

    /**
     * The products of a forward pass, or of a training step: for each forward product the two of its gradients besides.
     *
     * @param pruned whether the last layer computes only what a head needs that reads one row a text: keys and values
     *     of all rows, everything else of that one
     */
    static FloorWork of(EncoderConfig config, Shape shape, int threads, boolean training, boolean pruned) {
        FloorWork work = new FloorWork(config, shape, threads);
        for (int layer = 0; layer < config.layers(); layer++) {
            work.layer(training, pruned && layer == config.layers() - 1);
        }
        return work;
    }

    /** For each step what each thread does; a step begins when the one before is done. */
    List<List<List<Product>>> steps() {
        return steps;
    }

    double operations() {
        return steps.stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .mapToDouble(Product::operations)
                .sum();
    }

    private void layer(boolean training, boolean oneRow) {
        int hidden = config.hiddenSize();
        int rows = oneRow ? shape.batch() : shape.tokens();
        if (oneRow) {
            linear(training, shape.tokens(), narrow, hidden, heads, 2 * hidden);
            linear(training, rows, narrow, hidden, heads, hidden);
        } else {
            linear(training, rows, narrow, hidden, heads, 3 * hidden);
        }
        attention(training, oneRow ? 1 : shape.length());
        linear(training, rows, narrow, hidden, narrowToo, hidden);
        linear(training, rows, narrow, hidden, wide, config.intermediateSize());
        linear(training, rows, wide, config.intermediateSize(), narrow, hidden);
    }

    /** {@code y = x w^T}, and in training {@code dx = dy w} and {@code dw = dy^T x}; arrays stand for their gradients. */
    private void linear(boolean training, int rows, Operand x, int in, Operand y, int out) {
        Operand weight = array(out, in);
        step(new Product(rows, out, in, x, weight.turned(), y));
        if (training) {
            step(new Product(rows, in, out, y, weight, x));
            step(new Product(out, in, rows, y.turned(), x, array(out, in)));
        }
    }

    /** Scores and contexts of each text and head; in training the gradients of queries, keys, values and scores. */
    private void attention(boolean training, int queries) {
        int size = config.headSize();
        int length = shape.length();
        List<List<Product>> parts = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            Operand scores = array(length, length);
            List<Product> part = new ArrayList<>();
            int all = shape.batch() * config.attentionHeads();
            for (int i = all * thread / threads; i < all * (thread + 1) / threads; i++) {
                int row = i / config.attentionHeads() * length;
                int column = i % config.attentionHeads() * size;
                Operand query = heads.fromRow(row).columns(column);
                Operand key = query.columns(config.hiddenSize());
                Operand value = key.columns(config.hiddenSize());
                Operand context = narrow.fromRow(row).columns(column);
                part.add(new Product(queries, length, size, query, key.turned(), scores));
                part.add(new Product(queries, size, length, scores, value, context));
                if (training) {
                    part.add(new Product(queries, length, size, context, value.turned(), scores));
                    part.add(new Product(length, size, queries, scores.turned(), context, value));
                    part.add(new Product(queries, size, length, scores, key, query));
                    part.add(new Product(length, size, queries, scores.turned(), query, key));
                }
            }
            parts.add(part);
        }
        steps.add(parts);
    }

    private void step(Product product) {
        List<List<Product>> parts = new ArrayList<>();
        product.split(threads).forEach(part -> parts.add(List.of(part)));
        steps.add(parts);
    }

    private Operand array(int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        FloatPointer pointer = new FloatPointer(values);
        arrays.add(pointer);
        return new Operand(pointer, columns);
    }

    @Override
    public void close() {
        arrays.forEach(FloatPointer::close);
    }
}
