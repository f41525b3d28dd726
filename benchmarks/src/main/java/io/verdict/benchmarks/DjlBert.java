package io.verdict.benchmarks;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.transformer.BertBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.verdict.transformer.EncoderConfig;
import java.util.List;

/**
 * DJL's {@link BertBlock} with a linear head, in the sizes of another encoder.
 *
 * <p>It is not quite BERT: where BERT normalizes each row, it normalizes over the batch, and its second residual goes
 * around the whole layer. So BERT's weights would mean something else in it; it has random ones, and stands for the cost
 * of a BERT in DJL.
 */
final class DjlBert extends AbstractBlock {
    /** What to say beside its times. */
    static final String NOTE =
            "djl-pytorch is DJL's BertBlock, which has batch normalization in place of BERT's layer normalization:"
                    + " the same sizes, random weights, results not compared.";

    static final String ENGINE = "PyTorch";

    private final BertBlock bert;
    private final Linear head;

    /**
     * @param length the tokens of each text: the block takes no shorter ones than it has positions
     */
    DjlBert(EncoderConfig config, int length, int classes) {
        bert = addChildBlock(
                "bert",
                BertBlock.builder()
                        .setTokenDictionarySize(config.vocabularySize())
                        .optTypeDictionarySize(config.typeVocabularySize())
                        .optEmbeddingSize(config.hiddenSize())
                        .optHiddenSize(config.intermediateSize())
                        .optTransformerBlockCount(config.layers())
                        .optAttentionHeadCount(config.attentionHeads())
                        .optMaxSequenceLength(length)
                        .optHiddenDropoutProbability(0.1f)
                        .build());
        head = addChildBlock("head", Linear.builder().setUnits(classes).build());
    }

    /** DJL's engine with that many threads. Its natives come from the class path; nothing is downloaded. */
    static Engine engine(int threads) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        return Engine.getEngine(ENGINE);
    }

    /** Its side of the forward benchmark. */
    static Timed forward(EncoderConfig config, List<int[]> ids, int classes) {
        int length = ids.get(0).length;
        Model model = Model.newInstance("bert", ENGINE);
        DjlBert block = new DjlBert(config, length, classes);
        // Else it would record what a backward pass needs.
        block.freezeParameters(true);
        model.setBlock(block);
        NDManager manager = model.getNDManager();
        block.initialize(manager, DataType.FLOAT32, inputShapes(ids.size(), length));
        ParameterStore parameters = new ParameterStore(manager, false);
        Timed forward = Timed.of("djl-pytorch", () -> {
            try (NDManager scope = manager.newSubManager()) {
                NDArray logits =
                        block.forward(parameters, inputs(scope, ids), false).singletonOrThrow();
                return logits.toFloatArray();
            }
        });
        return new Timed() {
            @Override
            public String name() {
                return forward.name();
            }

            @Override
            public double milliseconds() {
                return forward.milliseconds();
            }

            @Override
            public void close() {
                model.close();
            }
        };
    }

    static Shape[] inputShapes(int batch, int length) {
        Shape shape = new Shape(batch, length);
        return new Shape[] {shape, shape, shape};
    }

    /** Token ids, token types, attention mask. */
    static NDList inputs(NDManager manager, List<int[]> ids) {
        int length = ids.get(0).length;
        long[] tokens = ids.stream()
                .flatMapToInt(java.util.Arrays::stream)
                .mapToLong(id -> id)
                .toArray();
        Shape shape = new Shape(ids.size(), length);
        return new NDList(
                manager.create(tokens, shape),
                manager.zeros(shape, DataType.INT64),
                manager.ones(shape, DataType.INT64));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray pooled = bert.forward(parameterStore, inputs, training).get(1);
        // The block drops the batch's dimension if there is one text.
        NDArray features = pooled.reshape(inputs.head().getShape().get(0), bert.getEmbeddingSize());
        return head.forward(parameterStore, new NDList(features), training);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return head.getOutputShapes(new Shape[] {bert.getOutputShapes(inputShapes)[1]});
    }

    @Override
    public void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        bert.initialize(manager, dataType, inputShapes);
        head.initialize(manager, dataType, bert.getOutputShapes(inputShapes)[1]);
    }
}
