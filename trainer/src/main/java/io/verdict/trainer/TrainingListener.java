package io.verdict.trainer;

/** Hears how a run goes on, in the run's own thread. Every method does nothing by default. */
public interface TrainingListener {
    /** Hears nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /** What a run does at a time. */
    enum Phase {
        TOKENIZE,
        /** The frozen encoder's features are computed. */
        FEATURES,
        TRAIN,
        EVALUATE
    }

    /**
     * A phase begins.
     *
     * @param label what it works on, e.g. "train" or "epoch 2/3"
     * @param total the texts it will go through
     */
    default void started(Phase phase, String label, long total) {}

    /**
     * A phase goes on.
     *
     * @param done the texts it went through so far
     * @param loss the mean loss of the phase so far; NaN where there is none
     * @param tokensPerSecond the phase's speed so far; NaN where it is not known
     */
    default void advanced(Phase phase, long done, double loss, double tokensPerSecond) {}

    /** A phase is over. */
    default void finished(Phase phase) {}

    /** An update of the parameters was made; of those, each {@code log_every_n_steps}-th. */
    default void step(StepResult result) {}

    /** The validation data was looked at, with this outcome; {@link #epoch} follows with the same result. */
    default void validated(EpochResult result, Evaluation evaluation) {}

    /** There is a result: at the end of an epoch, and at validations within one. */
    default void epoch(EpochResult result) {}

    /** Something that the user should know, in one sentence. */
    default void message(String text) {}
}
