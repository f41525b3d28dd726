package io.verdict.cli;

import io.verdict.trainer.EpochResult;
import io.verdict.trainer.Limits;
import io.verdict.trainer.TrainingListener;
import java.util.Locale;

/** How a run goes on, on standard error: bars on a terminal, few plain lines elsewhere, nothing with {@code --quiet}. */
final class Progress {
    private Progress() {}

    /** @param epochs how many there will be */
    static TrainingListener of(Console console, GlobalOptions options, int epochs) {
        if (options.quiet) {
            return TrainingListener.NONE;
        }
        return console.terminal()
                ? new BarProgress(console, epochs)
                : new PlainProgress(console, epochs, System::nanoTime);
    }

    /** What a phase is called. */
    static String title(TrainingListener.Phase phase, String label) {
        return switch (phase) {
            case TOKENIZE -> "Tokens, " + label;
            case FEATURES -> "Features, " + label;
            case TRAIN -> "Training, " + label;
            case EVALUATE -> "Evaluation, " + label;
        };
    }

    /** Loss and speed, as far as they are known. */
    static String state(double loss, double tokensPerSecond) {
        String text = "";
        if (!Double.isNaN(loss)) {
            text += Texts.format("loss %.4f", loss);
        }
        if (!Double.isNaN(tokensPerSecond)) {
            text += Texts.format("%s%,.0f tokens/s", text.isEmpty() ? "" : ", ", tokensPerSecond);
        }
        return text;
    }

    /** The line about a result: of an epoch, or within one. */
    static String epoch(EpochResult result, int epochs) {
        String point = result.endsEpoch() && epochs != Limits.UNLIMITED_EPOCHS
                ? result.point() + "/" + epochs
                : result.point();
        String line = Texts.format(
                "%s: train loss %.4f, accuracy %.4f",
                point.substring(0, 1).toUpperCase(Locale.ROOT) + point.substring(1),
                result.trainLoss(),
                result.trainAccuracy());
        if (!Double.isNaN(result.validLoss())) {
            line += Texts.format("; validation loss %.4f, accuracy %.4f", result.validLoss(), result.validAccuracy());
        }
        return line + Texts.format(" (%.1f s)", result.seconds());
    }
}
