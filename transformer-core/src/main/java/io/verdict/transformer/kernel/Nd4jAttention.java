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
    private final boolean oneQuery;
    private final int heads;
    private final int headSize;
    private final DropoutDraw draw;

    Nd4jAttention(INDArray query, INDArray key, INDArray value, int[] offsets, int heads, DropoutDraw draw) {
        this.query = query;
        this.key = key;
        this.value = value;
        this.offsets = offsets;
        this.oneQuery = query.rows() == offsets.length - 1;
        this.heads = heads;
        this.headSize = query.columns() / heads;
        this.draw = draw;
    }

    void forward(INDArray output) {
        eachHead((sequence, head) -> {
            INDArray dropped = probabilities(sequence, head).muli(factors(sequence, head));
            queries(output, sequence, head).assign(dropped.mmul(head(value, sequence, head)));
        });
    }

    void backward(INDArray outputGradient, INDArray queryGradient, INDArray keyGradient, INDArray valueGradient) {
        double scale = 1 / Math.sqrt(headSize);
        eachHead((sequence, head) -> {
            INDArray p = probabilities(sequence, head);
            INDArray factors = factors(sequence, head);
            INDArray dOut = queries(outputGradient, sequence, head).dup('c');
            INDArray dProbabilities =
                    dOut.mmul(head(value, sequence, head).transpose()).muli(factors);
            INDArray weighted = dProbabilities.mul(p).sum(true, 1);
            INDArray dScores = dProbabilities.subiColumnVector(weighted).muli(p).muli(scale);
            queries(queryGradient, sequence, head).assign(dScores.mmul(head(key, sequence, head)));
            head(keyGradient, sequence, head).assign(dScores.transpose().mmul(queries(query, sequence, head)));
            head(valueGradient, sequence, head)
                    .assign(p.mul(factors).transpose().mmul(dOut));
        });
    }

    private INDArray probabilities(int sequence, int head) {
        INDArray scores = queries(query, sequence, head)
                .mmul(head(key, sequence, head).transpose())
                .muli(1 / Math.sqrt(headSize));
        INDArray exponentials = Transforms.exp(scores.subColumnVector(scores.max(true, 1)), false);
        return exponentials.diviColumnVector(exponentials.sum(true, 1));
    }

    private INDArray factors(int sequence, int head) {
        int length = offsets[sequence + 1] - offsets[sequence];
        int queries = oneQuery ? 1 : length;
        int first = oneQuery ? sequence : offsets[sequence];
        float[][] factors = new float[queries][length];
        for (int i = 0; i < queries; i++) {
            for (int j = 0; j < length; j++) {
                factors[i][j] = draw.factor(DropoutDraw.attentionRow(first + i, heads, head), j);
            }
        }
        return Nd4j.createFromArray(factors);
    }

    /** A head's columns of a sequence's keys or values. */
    private INDArray head(INDArray array, int sequence, int head) {
        return block(array, offsets[sequence], offsets[sequence + 1], head);
    }

    /** A head's columns of a sequence's queries or outputs. */
    private INDArray queries(INDArray array, int sequence, int head) {
        return oneQuery ? block(array, sequence, sequence + 1, head) : head(array, sequence, head);
    }

    private INDArray block(INDArray array, int from, int to, int head) {
        return array.get(
                NDArrayIndex.interval(from, to), NDArrayIndex.interval(head * headSize, (head + 1) * headSize));
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
