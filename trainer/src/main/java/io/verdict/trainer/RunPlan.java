package io.verdict.trainer;

import java.util.Arrays;
import java.util.List;
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
    private final int batches;
    private final int interval;
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
        this.batches = options.limits().trainBatches().of(all(1).size(), "limit_train_batches");
        this.interval = interval(options.validation().checkInterval(), batches);
    }

    private static int interval(BatchAmount asked, int batches) {
        OptionRange.require(
                !(asked instanceof BatchAmount.Count count) || count.batches() <= batches,
                "val_check_interval is " + asked + " batches, but an epoch has only " + batches
                        + "; give at most that, or a share of an epoch, such as 0.5");
        return asked.of(batches, "val_check_interval");
    }

    /** The batches of an epoch, counted from 1, in order. */
    List<int[]> batches(int epoch) {
        if (keptEpoch != epoch) {
            kept = all(epoch).subList(0, batches);
            keptEpoch = epoch;
        }
        return kept;
    }

    /** The batches whose gradients make the next update. */
    List<int[]> nextUpdate(TrainingState state) {
        return batches(state.epoch()).subList(state.batches(), Math.min(state.batches() + accumulate, batches));
    }

    /** The texts of an epoch. */
    long texts(int epoch) {
        return batches(epoch).stream().mapToInt(batch -> batch.length).sum();
    }

    /** The texts that any epoch takes, in order. */
    int[] texts() {
        if (batches == all(1).size() && options.limits().overfitBatches().isEmpty()) {
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
        int perEpoch = updatesOfEpoch();
        int needed = (options.limits().maxSteps().orElse(Integer.MAX_VALUE) - 1) / perEpoch + 1;
        return Math.min(options.limits().maxEpochs(), needed);
    }

    /** The updates over which the schedule is laid. */
    int updates() {
        long updates = (long) options.limits().maxEpochs() * updatesOfEpoch();
        return (int) Math.min(updates, options.limits().maxSteps().orElse(Integer.MAX_VALUE));
    }

    private int updatesOfEpoch() {
        return (batches + accumulate - 1) / accumulate;
    }

    /** Whether the epoch is through, or validation is due within it; then a result is due that is not there yet. */
    boolean isResultDue(TrainingState state) {
        return state.hasNews() && (isEpochThrough(state) || isValidationDue(state));
    }

    boolean isEpochThrough(TrainingState state) {
        return state.batches() == batches;
    }

    /** Whether the validation data is looked at after this update. */
    boolean isValidationDue(TrainingState state) {
        int before = (state.batches() - 1) / accumulate * accumulate;
        return validates
                && state.epoch() % options.validation().everyEpochs() == 0
                && state.batches() / interval > before / interval;
    }

    /** How many epochs are done, with the share of the one under way. */
    double epochsDone(TrainingState state) {
        return state.epochs() + (double) state.batches() / batches;
    }

    private List<int[]> all(int epoch) {
        int batchSize = options.batching().batchSize();
        if (options.limits().overfitBatches().isPresent()) {
            int whole = texts.size() > batchSize ? texts.size() / batchSize * batchSize : texts.size();
            return BatchOrder.inOrder(whole, batchSize);
        }
        int[] drawn = options.weighting().sampling().draw(texts, options.seed(), epoch);
        return BatchOrder.training(drawn.length, place -> texts.length(drawn[place]), batchSize, options.seed(), epoch)
                .stream()
                .map(places -> Arrays.stream(places).map(place -> drawn[place]).toArray())
                .toList();
    }
}
