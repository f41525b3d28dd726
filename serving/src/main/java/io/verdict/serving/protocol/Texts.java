package io.verdict.serving.protocol;

import com.google.gson.JsonElement;
import io.verdict.serving.http.Refusal;
import org.jspecify.annotations.Nullable;

/** Texts of a body, checked. */
final class Texts {
    private final BodyLimits limits;

    Texts(BodyLimits limits) {
        this.limits = limits;
    }

    /**
     * A text to classify; it may be empty.
     *
     * @throws Refusal (422) if it is none, (413) if it is too long
     */
    String text(@Nullable JsonElement element, String where) {
        return checked(Json.string(element, where), where);
    }

    String checked(String text, String where) {
        if (text.length() > limits.maxTextBytes() || Utf8.length(text) > limits.maxTextBytes()) {
            throw Refusal.at(
                    where,
                    413,
                    "Validation",
                    "\"" + where + "\" has more than the " + limits.maxTextBytes() + " bytes that a text may have");
        }
        return text;
    }

    /** Checks how many texts there are. */
    void requireCount(int texts, String where) {
        if (texts == 0) {
            throw Refusal.at(where, 422, "Validation", "\"" + where + "\" has no text; give at least one");
        }
        if (texts > limits.maxBatchTexts()) {
            throw Refusal.at(
                    where,
                    413,
                    "Validation",
                    "\"" + where + "\" has " + texts + " texts, a request may have " + limits.maxBatchTexts());
        }
    }
}
