package io.verdict.trainer;

import io.verdict.transformer.Trainable;
import io.verdict.transformer.VerdictException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Which parameters train in which epoch. Lightning Flash's strategies, with its tuples: epochs count from 0, so that
 * {@code freeze_unfreeze(2)} begins with two epochs in which the backbone (the encoder, its pooler included) is frozen.
 * Immutable; equal strategies have equal {@link #id}s.
 */
public final class Strategy {
    /** The rate of a head on features that stay: its loss is convex, and large steps do no harm. */
    private static final double FIXED_FEATURES_RATE = 1e-2;
    /** The rate of a head whose backbone thaws. */
    private static final double HEAD_RATE = 1e-3;
    /** Twice the highest that Devlin et al. (2018), A.3, recommend for a whole BERT; better than theirs for a small one. */
    private static final double WHOLE_RATE = 1e-4;
    /** Their lowest, for layers below a head that was trained already. */
    private static final double THAWED_RATE = 2e-5;

    /** Everything trains. */
    public static final Strategy NO_FREEZE =
            new Strategy("no_freeze", WHOLE_RATE, false, List.of(new Stage(0, Trainable.everything())));

    /** The backbone stays as it is; the head trains on its features, which are computed once. */
    public static final Strategy FREEZE =
            new Strategy("freeze", FIXED_FEATURES_RATE, false, List.of(new Stage(0, Trainable.head())));

    private final String id;
    private final double learningRate;
    private final boolean thaws;
    private final List<Stage> stages;

    private Strategy(String id, double learningRate, boolean thaws, List<Stage> stages) {
        this.id = id;
        this.learningRate = learningRate;
        this.thaws = thaws;
        this.stages = List.copyOf(stages);
    }

    /**
     * What trains from an epoch on.
     *
     * @param epoch counted from 0
     */
    record Stage(int epoch, Trainable trainable) {}

    /**
     * First the head alone, then everything.
     *
     * @param epoch the first one of the whole model, counted from 0
     * @throws VerdictException if it is negative
     */
    public static Strategy freezeUnfreeze(int epoch) {
        requireEpoch(epoch);
        return thawing(
                "freeze_unfreeze(" + epoch + ")",
                List.of(new Stage(0, Trainable.head()), new Stage(epoch, Trainable.everything())));
    }

    /**
     * First the head alone, then the pooler and the last encoder layers too, then everything.
     *
     * @param first the first epoch of the last layers, counted from 0
     * @param second the first epoch of the whole model, later than {@code first}
     * @param layers how many encoder layers thaw at {@code first}, at least 1; an encoder with fewer is refused when
     *     training begins
     * @throws VerdictException if these do not fit each other
     */
    public static Strategy unfreezeMilestones(int first, int second, int layers) {
        String id = "unfreeze_milestones((" + first + ", " + second + "), " + layers + ")";
        requireEpoch(first);
        if (first >= second) {
            throw new VerdictException(id + ": the rest must thaw later than the last layers, but epoch " + second
                    + " is not after epoch " + first);
        }
        if (layers < 1) {
            throw new VerdictException(
                    id + ": " + layers + " layers thaw first, must be at least 1; see also freeze_unfreeze");
        }
        return thawing(
                id,
                List.of(
                        new Stage(0, Trainable.head()),
                        new Stage(first, Trainable.lastLayers(layers)),
                        new Stage(second, Trainable.everything())));
    }

    private static Strategy thawing(String id, List<Stage> stages) {
        List<Stage> distinct = new ArrayList<>(stages);
        if (stages.get(1).epoch() == 0) {
            distinct.remove(0);
        }
        return new Strategy(id, HEAD_RATE, true, distinct);
    }

    private static void requireEpoch(int epoch) {
        if (epoch < 0) {
            throw new VerdictException("The backbone cannot thaw at epoch " + epoch + "; epochs count from 0");
        }
    }

    /** The names, in {@code fromId}'s form but for their arguments. */
    public static List<String> available() {
        return StrategyText.NAMES;
    }

    /**
     * The strategy that a text names, such as {@code freeze}, {@code freeze_unfreeze(2)} or
     * {@code unfreeze_milestones((1, 3), 1)}; case and blanks aside.
     *
     * @throws VerdictException if there is none of that name, or its arguments are not of that form; the message lists
     *     them, and the nearest
     */
    public static Strategy fromId(String id) {
        return StrategyText.parse(id);
    }

    /** Name and arguments, as {@link #fromId} takes them. */
    public String id() {
        return id;
    }

    /** The head's learning rate where none is asked for; if nothing is frozen at first, that of the whole model. */
    public double defaultLearningRate() {
        return learningRate;
    }

    /** The learning rate of a backbone that thaws, where none is asked for; empty if it does not thaw. */
    public OptionalDouble defaultThawedLearningRate() {
        return thaws ? OptionalDouble.of(THAWED_RATE) : OptionalDouble.empty();
    }

    /** What trains in the first epoch. */
    public Trainable trainableAtFirst() {
        return stages.get(0).trainable();
    }

    /** Whether a frozen backbone begins to train. */
    public boolean thaws() {
        return thaws;
    }

    /** The epoch from which on no more parameters begin to train, counted from 0. */
    public int lastThaw() {
        return stages.get(stages.size() - 1).epoch();
    }

    /**
     * Refuses an encoder that is too small.
     *
     * @param layers the encoder's layers
     * @throws VerdictException if more layers are to thaw than it has
     */
    void requireFits(int layers) {
        for (Stage stage : stages) {
            if (stage.trainable() instanceof Trainable.LastLayers last && last.count() > layers) {
                throw new VerdictException(id + ": the last " + last.count() + " layers are to thaw first, but the"
                        + " backbone has only " + layers + " encoder layers");
            }
        }
    }

    /** The stages, in order; the first begins at epoch 0, and each trains all that the ones before it do. */
    List<Stage> stages() {
        return stages;
    }

    /** The number of the stage that an epoch is in, both counted from 0. */
    int stageAt(int epoch) {
        int stage = 0;
        while (stage + 1 < stages.size() && stages.get(stage + 1).epoch() <= epoch) {
            stage++;
        }
        return stage;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Strategy strategy && strategy.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id;
    }
}
