package io.verdict.trainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * What a run will do, known before it begins: which texts make which batch of which epoch, which batches make an update,
 * and after which ones there is a result. Pure functions of texts and options, but for the last epoch's batches, which
 * are kept.
 */
final class RunPlan {
    private final EncodedTexts texts;
    private final TrainerOptions options;
    private final boolean validates;
    private final int accumulate;
    /** The number of batches of each epoch that was asked for, from the first on; one for all where texts are counted. */
    private final List<Integer> counts = new ArrayList<>();

    private int keptEpoch;
    private List<int[]> kept = List.of();

    /**
     * @param validates whether there is validation data
     */
    RunPlan(EncodedTexts texts, TrainerOptions options, boolean validates) {
        this.texts = texts;
        this.options = options;
        this.validates = validates;
        this.accumulate = options.optimization().accumulateGradBatches();
        BatchAmount asked = options.validation().checkInterval();
        OptionRange.require(
                !(asked instanceof BatchAmount.Count count) || count.batches() <= batchesOf(1),
                "val_check_interval is " + asked + " batches, but an epoch has only " + batchesOf(1)
                        + "; give at most that, or a share of an epoch, such as 0.5");
        interval(1);
    }

    /** The batches of an epoch, counted from 1, in order. */
    List<int[]> batches(int epoch) {
        if (keptEpoch != epoch) {
            kept = all(epoch).subList(0, batchesOf(epoch));
            keptEpoch = epoch;
        }
        return kept;
    }

    /** The batches whose gradients make the next update. */
    List<int[]> nextUpdate(TrainingState state) {
        return nextUpdate(state.epoch(), state.batches());
    }

    /**
     * The same.
     *
     * @param epoch counted from 1
     * @param done batches of it that were taken already
     */
    List<int[]> nextUpdate(int epoch, int done) {
        return batches(epoch).subList(done, Math.min(done + accumulate, batchesOf(epoch)));
    }

    /** The texts of an epoch. */
    long texts(int epoch) {
        return batches(epoch).stream().mapToInt(batch -> batch.length).sum();
    }

    /** The texts that any epoch takes, in order. */
    int[] texts() {
        if (options.limits().overfitBatches().isEmpty() && batchesOf(1) == all(1).size()) {
            return IntStream.range(0, texts.size()).toArray();
        }
        return IntStream.rangeClosed(1, epochs())
                .boxed()
                .flatMapToInt(epoch -> batches(epoch).stream().flatMapToInt(Arrays::stream))
                .sorted()
                .distinct()
                .toArray();
    }

    /** The epochs that will begin, unless something stops the run. */
    int epochs() {
        int steps = options.limits().maxSteps().orElse(Integer.MAX_VALUE);
        int most = options.limits().maxEpochs();
        if (isCountedInTexts()) {
            return Math.min(most, (steps - 1) / updatesOf(1) + 1);
        }
        int epochs = 1;
        for (long updates = updatesOf(1); updates < steps && epochs < most; updates += updatesOf(epochs)) {
            epochs++;
        }
        return epochs;
    }

    /** The updates over which the schedule is laid. */
    int updates() {
        int steps = options.limits().maxSteps().orElse(Integer.MAX_VALUE);
        int epochs = epochs();
        long updates = isCountedInTexts()
                ? (long) epochs * updatesOf(1)
                : IntStream.rangeClosed(1, epochs).mapToLong(this::updatesOf).sum();
        return (int) Math.min(updates, steps);
    }

    /** The updates of all epochs before this one, counted from 1. */
    int updatesBefore(int epoch) {
        return IntStream.range(1, epoch).map(this::updatesOf).sum();
    }

    /** Whether the epoch is through, or validation is due within it; then a result is due that is not there yet. */
    boolean isResultDue(TrainingState state) {
        return state.hasNews() && (isEpochThrough(state) || isValidationDue(state));
    }

    boolean isEpochThrough(TrainingState state) {
        return state.batches() == batchesOf(state.epoch());
    }

    /** Whether the validation data is looked at after this update. */
    boolean isValidationDue(TrainingState state) {
        int before = (state.batches() - 1) / accumulate * accumulate;
        int interval = interval(state.epoch());
        return validates
                && state.epoch() % options.validation().everyEpochs() == 0
                && state.batches() / interval > before / interval;
    }

    /** How many epochs are done, with the share of the one under way. */
    double epochsDone(TrainingState state) {
        return state.epochs() + (double) state.batches() / batchesOf(state.epoch());
    }

    private int interval(int epoch) {
        return options.validation().checkInterval().of(batchesOf(epoch), "val_check_interval");
    }

    private int updatesOf(int epoch) {
        return (batchesOf(epoch) + accumulate - 1) / accumulate;
    }

    private int batchesOf(int epoch) {
        int index = isCountedInTexts() ? 1 : epoch;
        while (counts.size() < index) {
            int batches = all(counts.size() + 1).size();
            counts.add(options.limits().trainBatches().of(batches, "limit_train_batches"));
        }
        return counts.get(index - 1);
    }

    /** Whether every epoch has as many batches: texts and not tokens are counted. */
    private boolean isCountedInTexts() {
        return options.batching().maxBatchTokens().isEmpty();
    }

    private List<int[]> all(int epoch) {
        int batchSize = options.batching().batchSize();
        OptionalInt maxTokens = options.batching().maxBatchTokens();
        if (options.limits().overfitBatches().isPresent()) {
            if (maxTokens.isPresent()) {
                return BatchOrder.inOrder(texts.size(), texts::length, maxTokens.getAsInt());
            }
            int whole = texts.size() > batchSize ? texts.size() / batchSize * batchSize : texts.size();
            return BatchOrder.inOrder(whole, batchSize);
        }
        int[] drawn = options.weighting().sampling().draw(texts, options.seed(), epoch);
        IntUnaryOperator length = place -> texts.length(drawn[place]);
        boolean grouped = options.batching().groupByLength();
        List<int[]> batches = maxTokens.isPresent()
                ? BatchOrder.budgeted(drawn.length, length, maxTokens.getAsInt(), grouped, options.seed(), epoch)
                : BatchOrder.training(drawn.length, length, batchSize, grouped, options.seed(), epoch);
        return batches.stream()
                .map(places -> Arrays.stream(places).map(place -> drawn[place]).toArray())
                .toList();
    }
}
