package io.verdict.transformer.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters and settings of an encoder layer of BERT (Devlin et al., 2018), {@code h} the hidden size and {@code i}
 * the intermediate one.
 *
 * @param query {@code h} to {@code h}; {@code key}, {@code value} and {@code attentionOutput} likewise
 * @param intermediate {@code h} to {@code i}
 * @param output {@code i} to {@code h}
 * @param heads of the attention
 * @param activation of the intermediate rows
 * @param epsilon of both layer normalizations
 */
public record EncoderLayer(
        Linear query,
        Linear key,
        Linear value,
        Linear attentionOutput,
        Norm attentionNorm,
        Linear intermediate,
        Linear output,
        Norm outputNorm,
        int heads,
        Pointwise activation,
        double epsilon) {
    /** The weights of the linear maps. */
    List<INDArray> weights() {
        return Stream.of(query, key, value, attentionOutput, intermediate, output)
                .map(Linear::weight)
                .toList();
    }

    /**
     * A linear map.
     *
     * @param weight {@code [out, in]}
     * @param bias {@code [out]}
     */
    public record Linear(INDArray weight, INDArray bias) {}

    /**
     * A layer normalization.
     *
     * @param gamma {@code [h]}
     * @param beta {@code [h]}
     */
    public record Norm(INDArray gamma, INDArray beta) {}
}
