package io.verdict.transformer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Self-attention and its gradient by stock ND4J operations, one sequence and head at a time. */
final class Nd4jAttention {
    private final INDArray query;
    private final INDArray key;
    private final INDArray value;
    private final int[] offsets;
    private final int heads;
    private final int headSize;
    private final DropoutDraw draw;

    Nd4jAttention(INDArray query, INDArray key, INDArray value, int[] offsets, int heads, DropoutDraw draw) {
        this.query = query;
        this.key = key;
        this.value = value;
        this.offsets = offsets;
        this.heads = heads;
        this.headSize = query.columns() / heads;
        this.draw = draw;
    }

    void forward(INDArray output) {
        eachHead((sequence, head) -> {
            INDArray dropped = probabilities(sequence, head).muli(factors(sequence, head));
            head(output, sequence, head).assign(dropped.mmul(head(value, sequence, head)));
        });
    }

    void backward(INDArray outputGradient, INDArray queryGradient, INDArray keyGradient, INDArray valueGradient) {
        double scale = 1 / Math.sqrt(headSize);
        eachHead((sequence, head) -> {
            INDArray p = probabilities(sequence, head);
            INDArray factors = factors(sequence, head);
            INDArray dOut = head(outputGradient, sequence, head).dup('c');
            INDArray dProbabilities =
                    dOut.mmul(head(value, sequence, head).transpose()).muli(factors);
            INDArray weighted = dProbabilities.mul(p).sum(true, 1);
            INDArray dScores = dProbabilities.subiColumnVector(weighted).muli(p).muli(scale);
            head(queryGradient, sequence, head).assign(dScores.mmul(head(key, sequence, head)));
            head(keyGradient, sequence, head).assign(dScores.transpose().mmul(head(query, sequence, head)));
            head(valueGradient, sequence, head)
                    .assign(p.mul(factors).transpose().mmul(dOut));
        });
    }

    private INDArray probabilities(int sequence, int head) {
        INDArray scores = head(query, sequence, head)
                .mmul(head(key, sequence, head).transpose())
                .muli(1 / Math.sqrt(headSize));
        INDArray exponentials = Transforms.exp(scores.subColumnVector(scores.max(true, 1)), false);
        return exponentials.diviColumnVector(exponentials.sum(true, 1));
    }

    private INDArray factors(int sequence, int head) {
        int length = offsets[sequence + 1] - offsets[sequence];
        float[][] factors = new float[length][length];
        for (int i = 0; i < length; i++) {
            for (int j = 0; j < length; j++) {
                factors[i][j] = draw.factor(DropoutDraw.attentionRow(offsets[sequence] + i, heads, head), j);
            }
        }
        return Nd4j.createFromArray(factors);
    }

    private INDArray head(INDArray array, int sequence, int head) {
        return array.get(
                NDArrayIndex.interval(offsets[sequence], offsets[sequence + 1]),
                NDArrayIndex.interval(head * headSize, (head + 1) * headSize));
    }

    private void eachHead(HeadWork work) {
        for (int sequence = 0; sequence + 1 < offsets.length; sequence++) {
            for (int head = 0; head < heads; head++) {
                work.run(sequence, head);
            }
        }
    }

    private interface HeadWork {
        void run(int sequence, int head);
    }
}
