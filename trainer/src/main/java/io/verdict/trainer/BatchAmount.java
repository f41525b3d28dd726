package io.verdict.trainer;

import io.verdict.transformer.VerdictException;

/** A part of an epoch's batches: a whole number is a number of batches, a number with a point a share of them. */
public sealed interface BatchAmount {
    /** All of them. */
    static BatchAmount all() {
        return new Share(1);
    }

    /** So many batches, or all if there are fewer. */
    record Count(int batches) implements BatchAmount {
        public Count {
            OptionRange.require(batches >= 0, "a number of batches is " + batches + ", must be at least 0");
        }

        @Override
        public int of(int all, String option) {
            return Math.min(batches, all);
        }

        @Override
        public boolean isNone() {
            return batches == 0;
        }

        @Override
        public String toString() {
            return Integer.toString(batches);
        }
    }

    /** A share of the batches, in [0, 1], rounded down. */
    record Share(double share) implements BatchAmount {
        public Share {
            OptionRange.require(
                    share >= 0 && share <= 1,
                    "a share of the batches is " + share
                            + ", must be in [0, 1]; a number of batches is written without a point");
        }

        @Override
        public int of(int all, String option) {
            int batches = (int) (all * share);
            OptionRange.require(
                    batches > 0 || share == 0 || all == 0,
                    option + " is " + share + " of " + all + " batches, which is less than one; give at least "
                            + Math.ceil(1e4 / all) / 1e4 + ", or a number of batches without a point");
            return batches;
        }

        @Override
        public boolean isNone() {
            return share == 0;
        }

        @Override
        public String toString() {
            return Double.toString(share);
        }
    }

    /** Whether it is no batch at all. */
    boolean isNone();

    /**
     * How many batches it is.
     *
     * @param all the number of batches there are
     * @param option the option's name, for messages
     * @throws VerdictException if a share is less than one batch
     */
    int of(int all, String option);

    /**
     * Reads {@code 10} as ten batches and {@code 0.1} or {@code 1.0} as a share.
     *
     * @throws VerdictException if it is neither
     */
    static BatchAmount parse(String text) {
        try {
            return text.matches("[+-]?\\d+") ? new Count(Integer.parseInt(text)) : new Share(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new VerdictException(
                    "\"" + text + "\" is neither a number of batches, such as 10, nor a share of them, such as 0.1", e);
        }
    }
}
