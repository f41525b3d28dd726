package io.verdict.transformer;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The activation functions a BERT encoder may use, by the names of HuggingFace's {@code hidden_act}. */
public enum Activation {
    /** No activation: a plain affine map. */
    NONE("none"),
    /** {@code x * Phi(x)} with the exact Gaussian distribution function (erf), HuggingFace's {@code gelu}. */
    GELU("gelu"),
    /** The tanh approximation of GELU, HuggingFace's {@code gelu_new}. */
    GELU_TANH("gelu_new"),
    RELU("relu"),
    TANH("tanh");

    private final String hiddenAct;

    Activation(String hiddenAct) {
        this.hiddenAct = hiddenAct;
    }

    /** The name in {@code config.json}. */
    public String hiddenAct() {
        return hiddenAct;
    }

    /**
     * The activation that {@code config.json} names; {@code gelu_pytorch_tanh} is the same function as {@code gelu_new}.
     *
     * @throws VerdictException if the name is unknown
     */
    public static Activation fromHiddenAct(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        if (wanted.equals("gelu_pytorch_tanh")) {
            return GELU_TANH;
        }
        for (Activation activation : values()) {
            if (activation.hiddenAct.equals(wanted)) {
                return activation;
            }
        }
        throw new VerdictException("Unknown hidden_act \"" + name + "\"; supported: "
                + Arrays.stream(values()).map(Activation::hiddenAct).collect(Collectors.joining(", ")));
    }
}
