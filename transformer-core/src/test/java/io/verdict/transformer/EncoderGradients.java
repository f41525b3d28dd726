package io.verdict.transformer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.verdict.transformer.op.WeightedSumOp;
import io.verdict.transformer.session.GraphSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An encoder's gradients when given gradients flow into its rows and its pooler's output. */
final class EncoderGradients {
    private EncoderGradients() {}

    static Map<String, INDArray> of(Encoder encoder, JsonObject golden) {
        WeightedSumOp.register();
        BertGraph bert =
                BertGraph.forTraining(encoder.config(), encoder.parameters(), Dropout.NONE, Trainable.everything());
        SDVariable rows = bert.rows();
        SDVariable pooled = bert.features(rows, Pooling.POOLER);
        SameDiff graph = bert.graph();
        int hidden = encoder.config().hiddenSize();
        SDVariable rowsWeights = graph.placeHolder("rows_weights", DataType.FLOAT, -1, hidden);
        SDVariable pooledWeights = graph.placeHolder("pooled_weights", DataType.FLOAT, -1, hidden);
        SDVariable loss =
                WeightedSumOp.of(graph, rows, rowsWeights).add("loss", WeightedSumOp.of(graph, pooled, pooledWeights));
        SameDiff backward = GradientGraph.of(graph, loss.name());
        List<String> wanted = new ArrayList<>();
        encoder.parameters().names().forEach(name -> wanted.add(GradientGraph.gradientName(graph, name)));
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        try (GraphSession session = new GraphSession(backward, wanted, Compute.kernels())) {
            PackedBatch batch = GoldenFile.batch(golden);
            Map<String, INDArray> inputs = new HashMap<>();
            inputs.put(BertGraph.TOKEN_IDS, Nd4j.createFromArray(batch.tokenIds()));
            inputs.put(BertGraph.POSITION_IDS, Nd4j.createFromArray(batch.positionIds()));
            inputs.put(BertGraph.TYPE_IDS, Nd4j.createFromArray(batch.typeIds()));
            inputs.put(BertGraph.SEQUENCE_OFFSETS, Nd4j.createFromArray(batch.sequenceOffsets()));
            inputs.put("rows_weights", matrix(golden.get("last_hidden_state_gradient"), hidden));
            inputs.put("pooled_weights", matrix(golden.get("pooler_output_gradient"), hidden));
            inputs.replaceAll((name, value) ->
                    session.input(name, value.dataType(), value.shape()).assign(value));
            List<INDArray> results = session.run(inputs);
            int index = 0;
            for (String name : encoder.parameters().names()) {
                gradients.put(name, results.get(index++).dup('c'));
            }
        }
        return gradients;
    }

    private static INDArray matrix(JsonElement numbers, int columns) {
        List<Float> values = GoldenFile.floats(numbers);
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return Nd4j.createFromArray(array).reshape(array.length / columns, columns);
    }
}
