package io.verdict.transformer.kernel;

import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arithmetic of the transformer ops and their gradients. Every array a method writes to is an argument; a method
 * overwrites all of it. The package's documentation states what arrays may be given. Implementations are safe for
 * concurrent calls, and stateless but for {@link #forFixedParameters()}.
 *
 * <p>Shapes: {@code n} tokens of all sequences, {@code s} sequences, {@code h} the hidden size.
 */
public interface Kernels {
    /** The provider's name for logs. */
    String name();

    /**
     * Kernels for parameters that nobody writes to any more: they may keep what they derive from a parameter at its
     * first use. Each call gives kernels that have kept nothing yet.
     */
    default Kernels forFixedParameters() {
        return this;
    }

    /**
     * {@code output[i] = word[tokenIds[i]] + position[positionIds[i]] + type[typeIds[i]]}.
     *
     * @param tokenIds int {@code [n]}; {@code positionIds} and {@code typeIds} likewise
     * @param word {@code [vocabulary, h]}; {@code position [positions, h]}, {@code type [types, h]}
     * @param output {@code [n, h]}
     */
    void embeddings(
            INDArray tokenIds,
            INDArray positionIds,
            INDArray typeIds,
            INDArray word,
            INDArray position,
            INDArray type,
            INDArray output);

    /** {@code table[ids[i]] += gradient[i]}, from zero, in the order of {@code i}: repeated ids add up. */
    void embeddingGradient(INDArray ids, INDArray gradient, INDArray tableGradient);

    /**
     * {@code output = layerNorm(dropout(x) + residual) * gamma + beta}, row by row.
     *
     * @param x {@code [n, h]}
     * @param residual {@code [n, h]} or null for none
     * @param gamma {@code [h]}, {@code beta} likewise
     */
    void layerNorm(
            INDArray x,
            @Nullable INDArray residual,
            DropoutDraw draw,
            INDArray gamma,
            INDArray beta,
            double epsilon,
            INDArray output);

    /**
     * The gradients of {@link #layerNorm}.
     *
     * @param sumGradient {@code [n, h]}: the residual's gradient, and {@code x}'s where nothing is dropped
     * @param xGradient {@code [n, h]}: {@code x}'s gradient, or null where it is the same as {@code sumGradient}
     */
    void layerNormGradient(
            INDArray x,
            @Nullable INDArray residual,
            DropoutDraw draw,
            INDArray gamma,
            double epsilon,
            INDArray outputGradient,
            INDArray sumGradient,
            @Nullable INDArray xGradient,
            INDArray gammaGradient,
            INDArray betaGradient);

    /**
     * {@code output = f(x * weight^T + bias)}.
     *
     * @param x {@code [n, in]}
     * @param weight {@code [out, in]}
     * @param bias {@code [out]}
     * @param output {@code [n, out]}
     * @param preActivation {@code [n, out]}: what went into {@code f}, for the gradient; null if nobody needs it
     */
    void linear(
            INDArray x,
            INDArray weight,
            INDArray bias,
            Pointwise function,
            INDArray output,
            @Nullable INDArray preActivation);

    /** {@code preActivationGradient = outputGradient * f'(preActivation)}. */
    void pointwiseGradient(
            Pointwise function, INDArray preActivation, INDArray outputGradient, INDArray preActivationGradient);

    /**
     * The gradients of a linear map without activation.
     *
     * @param xGradient {@code [n, in]}, or null if nobody needs it
     */
    void linearGradient(
            INDArray x,
            INDArray weight,
            INDArray outputGradient,
            @Nullable INDArray xGradient,
            INDArray weightGradient,
            INDArray biasGradient);

    /**
     * Self-attention inside each sequence: {@code softmax(q k^T / sqrt(headSize))}, dropout, times {@code v}, head by
     * head (Vaswani et al., 2017).
     *
     * @param query {@code [n, h]}, the heads side by side, or {@code [s, h]}: the one query of each sequence
     * @param key {@code [n, h]}; {@code value} likewise
     * @param sequenceOffsets int {@code [s + 1]}
     * @param output of the query's shape
     */
    void attention(
            INDArray query,
            INDArray key,
            INDArray value,
            INDArray sequenceOffsets,
            int heads,
            DropoutDraw draw,
            INDArray output);

    /** The gradients of {@link #attention}; the probabilities are computed again. */
    void attentionGradient(
            INDArray query,
            INDArray key,
            INDArray value,
            INDArray sequenceOffsets,
            int heads,
            DropoutDraw draw,
            INDArray outputGradient,
            INDArray queryGradient,
            INDArray keyGradient,
            INDArray valueGradient);

    /**
     * A whole encoder layer without dropout, all tokens of a sequence attending to each other, where these kernels have
     * something better than the layer's ops one after another.
     *
     * @param x {@code [n, h]}
     * @param sequenceOffsets int {@code [s + 1]}
     * @param output {@code [n, h]}
     * @return false if they have not: nothing was written then
     */
    default boolean encoderLayer(EncoderLayer layer, INDArray x, INDArray sequenceOffsets, INDArray output) {
        return false;
    }

    /** Each sequence's first row ({@code mean} false) or the mean of its rows. {@code x [n, h]}, {@code output [s, h]}. */
    void pool(INDArray x, INDArray sequenceOffsets, boolean mean, INDArray output);

    /** The gradient of {@link #pool}. */
    void poolGradient(INDArray outputGradient, INDArray sequenceOffsets, boolean mean, INDArray xGradient);

    /** {@code output = x + y}; all have the same shape, and {@code output} may be one of the others. */
    void add(INDArray x, INDArray y, INDArray output);

    /** {@code output = dropout(x)}; its gradient is the same map of the gradient. */
    void dropout(INDArray x, DropoutDraw draw, INDArray output);

    /**
     * Softmax cross-entropy as PyTorch's: {@code sum_i w[t_i] * loss_i / sum_i w[t_i]}, and with smoothing {@code e}
     * {@code (1 - e)} times that plus {@code e / classes * sum_i sum_c w[c] * -log p_ic / sum_i w[t_i]}.
     *
     * @param logits {@code [s, classes]}
     * @param targets int {@code [s]}
     * @param classWeights {@code [classes]}
     * @param loss {@code [1]}
     */
    void crossEntropy(INDArray logits, INDArray targets, INDArray classWeights, double labelSmoothing, INDArray loss);

    /** The gradient of {@link #crossEntropy} with respect to the logits. */
    void crossEntropyGradient(
            INDArray logits, INDArray targets, INDArray classWeights, double labelSmoothing, INDArray logitsGradient);

    /**
     * Binary cross-entropy of the logits' sigmoids, the mean over all values.
     *
     * @param logits {@code [s, labels]}, {@code targets} likewise, in [0, 1]
     * @param loss {@code [1]}
     */
    void binaryCrossEntropy(INDArray logits, INDArray targets, INDArray loss);

    /** The gradient of {@link #binaryCrossEntropy} with respect to the logits. */
    void binaryCrossEntropyGradient(INDArray logits, INDArray targets, INDArray logitsGradient);

    /** The sum of squares of an array's values, in double precision. */
    double sumOfSquares(INDArray values);

    /**
     * One update of Adam.
     *
     * @param parameter of any shape, changed; {@code gradient}, {@code mean} and {@code meanSquare} have the same shape
     * @param mean the running mean of gradients, changed
     * @param meanSquare the running mean of squared gradients, changed
     */
    void adam(AdamStep step, INDArray parameter, INDArray gradient, INDArray mean, INDArray meanSquare);

    /**
     * One update by a rule.
     *
     * @param parameter of any shape, changed; {@code gradient} and {@code states} have the same shape
     * @param states what the rule keeps, changed
     */
    default void update(UpdateRule rule, INDArray parameter, INDArray gradient, List<INDArray> states) {
        float[] values = parameter.ravel().toFloatVector();
        float[][] kept =
                states.stream().map(state -> state.ravel().toFloatVector()).toArray(float[][]::new);
        rule.apply(values, gradient.ravel().toFloatVector(), kept, values.length);
        parameter.assign(Nd4j.createFromArray(values).reshape(parameter.shape()));
        for (int i = 0; i < kept.length; i++) {
            states.get(i).assign(Nd4j.createFromArray(kept[i]).reshape(parameter.shape()));
        }
    }

    /**
     * One update of Adafactor.
     *
     * @param parameter {@code [n, m]}, changed; {@code gradient} likewise, not changed
     * @param rowMeans {@code [n]}, changed
     * @param columnMeans {@code [m]}, changed
     */
    default void adafactor(
            FactoredStep step, INDArray parameter, INDArray gradient, INDArray rowMeans, INDArray columnMeans) {
        float[] values = parameter.ravel().toFloatVector();
        float[] rows = rowMeans.toFloatVector();
        float[] columns = columnMeans.toFloatVector();
        FloatBuffer gradients = FloatBuffer.wrap(gradient.ravel().toFloatVector());
        new FactoredUpdate(step, FloatBuffer.wrap(values), gradients, rows.length, columns.length).run(rows, columns);
        parameter.assign(Nd4j.createFromArray(values).reshape(parameter.shape()));
        rowMeans.assign(Nd4j.createFromArray(rows));
        columnMeans.assign(Nd4j.createFromArray(columns));
    }
}
