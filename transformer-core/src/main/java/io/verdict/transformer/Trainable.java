package io.verdict.transformer;

/** Which of a classifier's parameters train: the head, and the encoder from the top down to some layer. */
public sealed interface Trainable {
    /** Every parameter. */
    static Trainable everything() {
        return new Everything();
    }

    /** The head; the encoder, its pooler included, is fixed. */
    static Trainable head() {
        return new Head();
    }

    /**
     * The head, the pooler and the last encoder layers; what lies below is fixed, and runs without dropout.
     *
     * @param count at least 1, and at most the encoder's layers
     */
    static Trainable lastLayers(int count) {
        return new LastLayers(count);
    }

    /** The lowest level that trains, by {@link ParameterSpec#level}, in an encoder of so many layers. */
    int lowestLevel(int layers);

    /** Whether a parameter trains, in an encoder of so many layers. */
    default boolean includes(String parameter, int layers) {
        return ParameterSpec.level(parameter, layers) >= lowestLevel(layers);
    }

    /** See {@link #everything}. */
    record Everything() implements Trainable {
        @Override
        public int lowestLevel(int layers) {
            return 0;
        }
    }

    /** See {@link #head}. */
    record Head() implements Trainable {
        @Override
        public int lowestLevel(int layers) {
            return ParameterSpec.level(ParameterSpec.CLASSIFIER_WEIGHT, layers);
        }
    }

    /** See {@link #lastLayers}. */
    record LastLayers(int count) implements Trainable {
        public LastLayers {
            if (count < 1) {
                throw new VerdictException("The last " + count + " layers cannot train; give at least 1");
            }
        }

        @Override
        public int lowestLevel(int layers) {
            if (count > layers) {
                throw new VerdictException(
                        "The last " + count + " layers are to train, but the encoder has only " + layers);
            }
            return layers - count + 1;
        }
    }
}
