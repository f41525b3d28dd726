package io.verdict.trainer;

import io.verdict.transformer.TrainingSession;
import java.util.Optional;

/**
 * A stage of a strategy under way.
 *
 * @param number the stage's number, from 0
 * @param train what it trains on
 * @param valid what it is validated on
 * @param session forward and backward, of what trains in it
 * @param gradients the gradients of what trains in it
 */
record StageRun(
        int number, LabelledInputs train, Optional<LabelledInputs> valid, TrainingSession session, Gradients gradients)
        implements AutoCloseable {
    @Override
    public void close() {
        gradients.close();
        session.close();
    }
}
