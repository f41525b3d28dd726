package io.verdict.transformer.op;

import io.verdict.transformer.kernel.DropoutDraw;
import io.verdict.transformer.kernel.EncoderLayer;
import io.verdict.transformer.kernel.EncoderLayer.Linear;
import io.verdict.transformer.kernel.EncoderLayer.Norm;
import io.verdict.transformer.kernel.Kernels;
import io.verdict.transformer.kernel.Pointwise;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An encoder layer of BERT without dropout, {@code [n, h]}, for inference: it has no gradient. The other outputs are
 * memory for what lies between its input and its output.
 */
public final class EncoderLayerOp extends TransformerOp {
    /** The layer's parameters, as in HuggingFace's names, in the order of the inputs. */
    public static final List<String> PARAMETERS = List.of(
            "attention.self.query.weight",
            "attention.self.query.bias",
            "attention.self.key.weight",
            "attention.self.key.bias",
            "attention.self.value.weight",
            "attention.self.value.bias",
            "attention.output.dense.weight",
            "attention.output.dense.bias",
            "attention.output.LayerNorm.weight",
            "attention.output.LayerNorm.bias",
            "intermediate.dense.weight",
            "intermediate.dense.bias",
            "output.dense.weight",
            "output.dense.bias",
            "output.LayerNorm.weight",
            "output.LayerNorm.bias");

    private static final int FIRST_PARAMETER = 2;
    private static final int INTERMEDIATE_BIAS = FIRST_PARAMETER + PARAMETERS.indexOf("intermediate.dense.bias");

    public EncoderLayerOp() {}

    /**
     * @param x {@code [n, h]}
     * @param sequenceOffsets int {@code [s + 1]}
     * @param parameters those of {@link #PARAMETERS}
     */
    public EncoderLayerOp(
            SameDiff graph,
            SDVariable x,
            SDVariable sequenceOffsets,
            List<SDVariable> parameters,
            int heads,
            Pointwise activation,
            double epsilon) {
        super(
                graph,
                Stream.concat(Stream.of(x, sequenceOffsets), parameters.stream())
                        .toArray(SDVariable[]::new));
        addIArgument(heads, activation.id());
        addTArgument(epsilon);
    }

    @Override
    public String opName() {
        return "verdict_encoder_layer";
    }

    /** The layer's output; three arrays of its shape; the intermediate rows. */
    @Override
    public int getNumOutputs() {
        return 5;
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputShapes) {
        long[] rows = inputShapes.get(0);
        return List.of(rows, rows, rows, rows, new long[] {rows[0], inputShapes.get(INTERMEDIATE_BIAS)[0]});
    }

    @Override
    public void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs) {
        EncoderLayer layer = layer(inputs);
        if (!kernels.encoderLayer(layer, inputs.get(0), inputs.get(1), outputs.get(0))) {
            oneAfterAnother(kernels, layer, inputs, outputs);
        }
    }

    private static void oneAfterAnother(
            Kernels kernels, EncoderLayer layer, List<INDArray> inputs, List<INDArray> outputs) {
        INDArray x = inputs.get(0);
        INDArray output = outputs.get(0);
        INDArray query = outputs.get(1);
        INDArray key = outputs.get(2);
        INDArray value = outputs.get(3);
        INDArray intermediate = outputs.get(4);
        linear(kernels, layer.query(), x, Pointwise.NONE, query);
        linear(kernels, layer.key(), x, Pointwise.NONE, key);
        linear(kernels, layer.value(), x, Pointwise.NONE, value);
        INDArray context = output;
        kernels.attention(query, key, value, inputs.get(1), layer.heads(), DropoutDraw.NONE, context);
        INDArray dense = query;
        linear(kernels, layer.attentionOutput(), context, Pointwise.NONE, dense);
        INDArray attended = key;
        layerNorm(kernels, layer.attentionNorm(), layer.epsilon(), dense, x, attended);
        linear(kernels, layer.intermediate(), attended, layer.activation(), intermediate);
        linear(kernels, layer.output(), intermediate, Pointwise.NONE, dense);
        layerNorm(kernels, layer.outputNorm(), layer.epsilon(), dense, attended, output);
    }

    private static void linear(Kernels kernels, Linear linear, INDArray x, Pointwise function, INDArray output) {
        kernels.linear(x, linear.weight(), linear.bias(), function, output, null);
    }

    private static void layerNorm(
            Kernels kernels, Norm norm, double epsilon, INDArray x, INDArray residual, INDArray output) {
        kernels.layerNorm(x, residual, DropoutDraw.NONE, norm.gamma(), norm.beta(), epsilon, output);
    }

    private EncoderLayer layer(List<INDArray> inputs) {
        List<INDArray> parameters = inputs.subList(FIRST_PARAMETER, inputs.size());
        return new EncoderLayer(
                linear(parameters, 0),
                linear(parameters, 2),
                linear(parameters, 4),
                linear(parameters, 6),
                new Norm(parameters.get(8), parameters.get(9)),
                linear(parameters, 10),
                linear(parameters, 12),
                new Norm(parameters.get(14), parameters.get(15)),
                getIArgument(0).intValue(),
                Pointwise.fromId(getIArgument(1).intValue()),
                getTArgument(0));
    }

    private static Linear linear(List<INDArray> parameters, int weight) {
        return new Linear(parameters.get(weight), parameters.get(weight + 1));
    }
}
