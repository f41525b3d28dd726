package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.ByName;
import java.util.Locale;

/** The value that decides which state of a run is the best, and whether it still gets better. */
public enum Monitor {
    VAL_LOSS("val_loss", "validation loss", Mode.MIN, true),
    VAL_ACCURACY("val_accuracy", "validation accuracy", Mode.MAX, true),
    /** The mean of the classes' F1 scores. */
    VAL_F1("val_f1", "validation macro F1", Mode.MAX, true),
    TRAIN_LOSS("train_loss", "training loss", Mode.MIN, false),
    TRAIN_ACCURACY("train_accuracy", "training accuracy", Mode.MAX, false);

    /** Which way is better. */
    public enum Mode {
        /** Less is better. */
        MIN,
        /** More is better. */
        MAX;

        /** The name on the command line. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String id;
    private final String text;
    private final Mode mode;
    private final boolean validation;

    Monitor(String id, String text, Mode mode, boolean validation) {
        this.id = id;
        this.text = text;
        this.mode = mode;
        this.validation = validation;
    }

    /** The name on the command line. */
    public String id() {
        return id;
    }

    /** The name in a sentence. */
    String text() {
        return text;
    }

    /** Which way is better where nothing else is said. */
    public Mode mode() {
        return mode;
    }

    /** Whether it takes validation data. */
    boolean needsValidation() {
        return validation;
    }

    /** The value in a result; NaN if it was not computed. */
    double of(EpochResult result) {
        return switch (this) {
            case VAL_LOSS -> result.validLoss();
            case VAL_ACCURACY -> result.validAccuracy();
            case VAL_F1 -> result.validMacroF1();
            case TRAIN_LOSS -> result.trainLoss();
            case TRAIN_ACCURACY -> result.trainAccuracy();
        };
    }

    /**
     * The monitor of that name, in any case.
     *
     * @throws VerdictException if there is none; the message lists them
     */
    public static Monitor fromId(String id) {
        return ByName.find("monitor", id, values(), Monitor::id);
    }
}
