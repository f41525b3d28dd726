package io.verdict.transformer;

import io.verdict.transformer.kernel.Pointwise;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The activation functions a BERT encoder may use, by the names of HuggingFace's {@code hidden_act}. */
public enum Activation {
    /** No activation: a plain affine map. */
    NONE("none", Pointwise.NONE),
    /** {@code x * Phi(x)} with the exact Gaussian distribution function (erf), HuggingFace's {@code gelu}. */
    GELU("gelu", Pointwise.GELU),
    /** The tanh approximation of GELU, HuggingFace's {@code gelu_new}. */
    GELU_TANH("gelu_new", Pointwise.GELU_TANH),
    RELU("relu", Pointwise.RELU),
    TANH("tanh", Pointwise.TANH);

    private final String hiddenAct;
    private final Pointwise function;

    Activation(String hiddenAct, Pointwise function) {
        this.hiddenAct = hiddenAct;
        this.function = function;
    }

    Pointwise function() {
        return function;
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
