package io.verdict.trainer;

import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How an optimizer changes one parameter, and what it keeps for it from update to update. */
interface UpdateMethod {
    /** The arrays that are kept for a parameter, by name, as they are before its first update. */
    Map<String, INDArray> state(INDArray parameter);

    /**
     * One update.
     *
     * @param step its number and rates
     * @param gradient is multiplied by the step's scale first; not changed
     * @param state as {@link #state} gave it, changed
     */
    void update(Step step, INDArray parameter, INDArray gradient, Map<String, INDArray> state);

    /**
     * What an update is made with.
     *
     * @param update the parameter's update, from 1
     * @param rate the learning rate
     * @param decay the weight decay, 0 for parameters that have none
     * @param scale what the gradient is multiplied with
     */
    record Step(int update, double rate, double decay, double scale) {}

    /** The method of an optimizer. */
    static UpdateMethod of(OptimizerChoice choice) {
        return switch (choice.kind()) {
            case ADAMW, ADAM -> new AdamMethod(choice);
            case SGD -> new SgdMethod(choice);
            case RMSPROP -> new RmsPropMethod(choice);
            case ADAGRAD -> new AdaGradMethod(choice);
            case LAMB -> new LambMethod(choice);
            case ADAFACTOR -> new AdafactorMethod(choice);
        };
    }

    static INDArray zeros(long... shape) {
        return Nd4j.zeros(DataType.FLOAT, shape);
    }
}
