package io.verdict.transformer.kernel;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Stock ND4J operations only, so that it runs on every backend of ND4J, CUDA among them; arrays are never read through
 * host pointers. What dropout drops is drawn on the host, the same as in the other providers.
 */
public final class Nd4jKernels implements Kernels {
    @Override
    public String name() {
        return "nd4j";
    }

    @Override
    public void embeddings(
            INDArray tokenIds,
            INDArray positionIds,
            INDArray typeIds,
            INDArray word,
            INDArray position,
            INDArray type,
            INDArray output) {
        output.assign(word.getRows(ids(tokenIds)));
        output.addi(position.getRows(ids(positionIds)));
        output.addi(type.getRows(ids(typeIds)));
    }

    @Override
    public void embeddingGradient(INDArray ids, INDArray gradient, INDArray tableGradient) {
        tableGradient.assign(0);
        int[] rows = ids(ids);
        for (int i = 0; i < rows.length; i++) {
            // Row by row and in order: ND4J's scatter loses updates of repeated rows.
            tableGradient.getRow(rows[i]).addi(gradient.getRow(i));
        }
    }

    @Override
    public void layerNorm(
            INDArray x,
            @Nullable INDArray residual,
            DropoutDraw draw,
            INDArray gamma,
            INDArray beta,
            double epsilon,
            INDArray output) {
        INDArray normalized = normalize(sum(x, residual, draw), epsilon).normalized();
        output.assign(normalized.muliRowVector(gamma).addiRowVector(beta));
    }

    @Override
    public void layerNormGradient(
            INDArray x,
            @Nullable INDArray residual,
            DropoutDraw draw,
            INDArray gamma,
            double epsilon,
            INDArray outputGradient,
            INDArray sumGradient,
            @Nullable INDArray xGradient,
            INDArray gammaGradient,
            INDArray betaGradient) {
        Normalized rows = normalize(sum(x, residual, draw), epsilon);
        INDArray dNormalized = outputGradient.mulRowVector(gamma);
        INDArray mean = dNormalized.mean(true, 1);
        INDArray meanTimesNormalized = dNormalized.mul(rows.normalized()).mean(true, 1);
        sumGradient.assign(dNormalized
                .subColumnVector(mean)
                .subi(rows.normalized().mulColumnVector(meanTimesNormalized))
                .muliColumnVector(rows.inverseDeviation()));
        if (xGradient != null) {
            xGradient.assign(drop(sumGradient, draw));
        }
        gammaGradient.assign(outputGradient.mul(rows.normalized()).sum(0));
        betaGradient.assign(outputGradient.sum(0));
    }

    @Override
    public void linear(
            INDArray x,
            INDArray weight,
            INDArray bias,
            Pointwise function,
            INDArray output,
            @Nullable INDArray preActivation) {
        INDArray sums = x.mmul(weight.transpose()).addiRowVector(bias);
        if (preActivation != null) {
            preActivation.assign(sums);
        }
        output.assign(value(function, sums));
    }

    @Override
    public void pointwiseGradient(
            Pointwise function, INDArray preActivation, INDArray outputGradient, INDArray preActivationGradient) {
        preActivationGradient.assign(derivative(function, preActivation).muli(outputGradient));
    }

    @Override
    public void linearGradient(
            INDArray x,
            INDArray weight,
            INDArray outputGradient,
            @Nullable INDArray xGradient,
            INDArray weightGradient,
            INDArray biasGradient) {
        if (xGradient != null) {
            xGradient.assign(outputGradient.mmul(weight));
        }
        weightGradient.assign(outputGradient.transpose().mmul(x));
        biasGradient.assign(outputGradient.sum(0));
    }

    @Override
    public void attention(
            INDArray query,
            INDArray key,
            INDArray value,
            INDArray sequenceOffsets,
            int heads,
            DropoutDraw draw,
            INDArray output) {
        new Nd4jAttention(query, key, value, ids(sequenceOffsets), heads, draw).forward(output);
    }

    @Override
    public void attentionGradient(
            INDArray query,
            INDArray key,
            INDArray value,
            INDArray sequenceOffsets,
            int heads,
            DropoutDraw draw,
            INDArray outputGradient,
            INDArray queryGradient,
            INDArray keyGradient,
            INDArray valueGradient) {
        new Nd4jAttention(query, key, value, ids(sequenceOffsets), heads, draw)
                .backward(outputGradient, queryGradient, keyGradient, valueGradient);
    }

    @Override
    public void pool(INDArray x, INDArray sequenceOffsets, boolean mean, INDArray output) {
        int[] offsets = ids(sequenceOffsets);
        for (int s = 0; s + 1 < offsets.length; s++) {
            int end = mean ? offsets[s + 1] : offsets[s] + 1;
            output.getRow(s)
                    .assign(x.get(NDArrayIndex.interval(offsets[s], end), NDArrayIndex.all())
                            .mean(0));
        }
    }

    @Override
    public void poolGradient(INDArray outputGradient, INDArray sequenceOffsets, boolean mean, INDArray xGradient) {
        int[] offsets = ids(sequenceOffsets);
        xGradient.assign(0);
        for (int s = 0; s + 1 < offsets.length; s++) {
            int end = mean ? offsets[s + 1] : offsets[s] + 1;
            INDArray share = outputGradient.getRow(s).div(end - offsets[s]);
            for (int i = offsets[s]; i < end; i++) {
                xGradient.getRow(i).assign(share);
            }
        }
    }

    @Override
    public void add(INDArray x, INDArray y, INDArray output) {
        output.assign(x.add(y));
    }

    @Override
    public void dropout(INDArray x, DropoutDraw draw, INDArray output) {
        output.assign(drop(x, draw));
    }

    @Override
    public void crossEntropy(
            INDArray logits, INDArray targets, INDArray classWeights, double labelSmoothing, INDArray loss) {
        CrossEntropy rows = CrossEntropy.of(logits, ids(targets), classWeights);
        double classes = logits.columns();
        double target =
                rows.logProbabilities().mul(rows.weightedTargets()).sumNumber().doubleValue();
        double smooth =
                rows.logProbabilities().mulRowVector(classWeights).sumNumber().doubleValue() / classes;
        loss.assign(-((1 - labelSmoothing) * target + labelSmoothing * smooth) / rows.divisor());
    }

    @Override
    public void crossEntropyGradient(
            INDArray logits, INDArray targets, INDArray classWeights, double labelSmoothing, INDArray logitsGradient) {
        CrossEntropy rows = CrossEntropy.of(logits, ids(targets), classWeights);
        INDArray probabilities = Transforms.exp(rows.logProbabilities(), true);
        INDArray target = probabilities
                .mulColumnVector(rows.weightedTargets().sum(true, 1))
                .subi(rows.weightedTargets());
        INDArray smooth = probabilities
                .mul(classWeights.sumNumber().doubleValue())
                .subiRowVector(classWeights)
                .divi(logits.columns());
        logitsGradient.assign(target.muli(1 - labelSmoothing)
                .addi(smooth.muli(labelSmoothing))
                .divi(rows.divisor()));
    }

    @Override
    public void binaryCrossEntropy(INDArray logits, INDArray targets, INDArray loss) {
        INDArray softplus = Transforms.log(
                Transforms.exp(Transforms.abs(logits, true).negi(), false).addi(1), false);
        loss.assign(softplus.addi(Transforms.max(logits, 0, true))
                .subi(logits.mul(targets))
                .meanNumber());
    }

    @Override
    public void binaryCrossEntropyGradient(INDArray logits, INDArray targets, INDArray logitsGradient) {
        logitsGradient.assign(Transforms.sigmoid(logits, true).subi(targets).divi(logits.length()));
    }

    @Override
    public double sumOfSquares(INDArray values) {
        double norm = values.norm2Number().doubleValue();
        return norm * norm;
    }

    @Override
    public void adam(AdamStep step, INDArray parameter, INDArray gradient, INDArray mean, INDArray meanSquare) {
        INDArray scaled = gradient.mul(step.gradientScale());
        mean.muli(step.beta1()).addi(scaled.mul(1 - step.beta1()));
        meanSquare.muli(step.beta2()).addi(scaled.muli(scaled).muli(1 - step.beta2()));
        INDArray root =
                Transforms.sqrt(meanSquare, true).divi(step.rootCorrection()).addi(step.epsilon());
        parameter
                .muli(1 - step.learningRate() * step.weightDecay())
                .subi(mean.div(root).muli(step.stepSize()));
    }

    /** The values of an int vector, on the host. */
    private static int[] ids(INDArray array) {
        return array.toIntVector();
    }

    private static INDArray sum(INDArray x, @Nullable INDArray residual, DropoutDraw draw) {
        INDArray dropped = drop(x, draw);
        return residual == null ? dropped : dropped.addi(residual);
    }

    /** A new array: {@code x} with dropout. */
    private static INDArray drop(INDArray x, DropoutDraw draw) {
        INDArray dropped = x.dup('c');
        if (draw.active()) {
            int width = PlainKernels.columns(x);
            float[] factors = new float[Math.toIntExact(x.length())];
            for (int i = 0; i < factors.length; i++) {
                factors[i] = draw.factor(i / width, i % width);
            }
            dropped.muli(Nd4j.createFromArray(factors).reshape(x.shape()));
        }
        return dropped;
    }

    private static Normalized normalize(INDArray rows, double epsilon) {
        INDArray centered = rows.subColumnVector(rows.mean(true, 1));
        INDArray variance = centered.mul(centered).mean(true, 1);
        INDArray inverseDeviation =
                Transforms.sqrt(variance.addi(epsilon), false).rdivi(1);
        return new Normalized(centered.muliColumnVector(inverseDeviation), inverseDeviation);
    }

    private static INDArray value(Pointwise function, INDArray x) {
        return switch (function) {
            case NONE -> x;
            case GELU -> gaussDistribution(x).muli(x);
            case GELU_TANH -> geluTanh(x).addi(1).muli(x).muli(0.5);
            case RELU -> Transforms.relu(x, true);
            case TANH -> Transforms.tanh(x, true);
        };
    }

    private static INDArray derivative(Pointwise function, INDArray x) {
        return switch (function) {
            case NONE -> Nd4j.onesLike(x);
            case GELU ->
                gaussDistribution(x)
                        .addi(Transforms.exp(x.mul(x).muli(-0.5), false).muli(x).muli(Pointwise.GAUSS));
            case GELU_TANH -> {
                INDArray tanh = geluTanh(x);
                INDArray slope = x.mul(x).muli(3 * Pointwise.CUBIC).addi(1).muli(Pointwise.SQRT_TWO_OVER_PI);
                INDArray curve = tanh.mul(tanh).rsubi(1).muli(slope).muli(x).muli(0.5);
                yield tanh.addi(1).muli(0.5).addi(curve);
            }
            case RELU -> x.gt(0).castTo(DataType.FLOAT);
            case TANH -> {
                INDArray tanh = Transforms.tanh(x, true);
                yield tanh.muli(tanh).rsubi(1);
            }
        };
    }

    private static INDArray gaussDistribution(INDArray x) {
        INDArray scaled = x.mul(Pointwise.SQRT_HALF);
        return Nd4j.getExecutioner().exec(new Erf(scaled, scaled)).addi(1).muli(0.5);
    }

    private static INDArray geluTanh(INDArray x) {
        INDArray cubic = x.mul(x).muli(x).muli(Pointwise.CUBIC).addi(x).muli(Pointwise.SQRT_TWO_OVER_PI);
        return Transforms.tanh(cubic, false);
    }

    private record Normalized(INDArray normalized, INDArray inverseDeviation) {}

    /** Log-softmax rows, one-hot targets times their weights, and the sum of those weights. */
    private record CrossEntropy(INDArray logProbabilities, INDArray weightedTargets, double divisor) {
        static CrossEntropy of(INDArray logits, int[] targets, INDArray classWeights) {
            INDArray shifted = logits.subColumnVector(logits.max(true, 1));
            INDArray logSum = Transforms.log(Transforms.exp(shifted, true).sum(true, 1), false);
            INDArray weighted = Nd4j.zeros(DataType.FLOAT, logits.shape());
            double divisor = 0;
            for (int i = 0; i < targets.length; i++) {
                double weight = classWeights.getDouble(targets[i]);
                weighted.putScalar(i, targets[i], weight);
                divisor += weight;
            }
            return new CrossEntropy(shifted.subiColumnVector(logSum), weighted, divisor);
        }
    }
}
