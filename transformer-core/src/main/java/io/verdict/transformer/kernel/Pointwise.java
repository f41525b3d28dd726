package io.verdict.transformer.kernel;

import org.apache.commons.math3.special.Erf;

/** Functions applied value by value, with exact definitions in double precision and their derivatives. */
public enum Pointwise {
    NONE(0) {
        @Override
        public double value(double x) {
            return x;
        }

        @Override
        public double derivative(double x) {
            return 1;
        }
    },
    /** {@code x * Phi(x)}, Phi the Gaussian distribution function (Hendrycks and Gimpel, 2016). */
    GELU(1) {
        @Override
        public double value(double x) {
            return 0.5 * x * (1 + Erf.erf(x * SQRT_HALF));
        }

        @Override
        public double derivative(double x) {
            return 0.5 * (1 + Erf.erf(x * SQRT_HALF)) + x * GAUSS * Math.exp(-0.5 * x * x);
        }
    },
    /** The tanh approximation of the same paper, HuggingFace's {@code gelu_new}. */
    GELU_TANH(2) {
        @Override
        public double value(double x) {
            return 0.5 * x * (1 + Math.tanh(SQRT_TWO_OVER_PI * (x + CUBIC * x * x * x)));
        }

        @Override
        public double derivative(double x) {
            double tanh = Math.tanh(SQRT_TWO_OVER_PI * (x + CUBIC * x * x * x));
            return 0.5 * (1 + tanh) + 0.5 * x * (1 - tanh * tanh) * SQRT_TWO_OVER_PI * (1 + 3 * CUBIC * x * x);
        }
    },
    RELU(3) {
        @Override
        public double value(double x) {
            return x > 0 ? x : 0;
        }

        @Override
        public double derivative(double x) {
            return x > 0 ? 1 : 0;
        }
    },
    TANH(4) {
        @Override
        public double value(double x) {
            return Math.tanh(x);
        }

        @Override
        public double derivative(double x) {
            double tanh = Math.tanh(x);
            return 1 - tanh * tanh;
        }
    };

    static final double SQRT_HALF = Math.sqrt(0.5);
    static final double SQRT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);
    static final double CUBIC = 0.044715;
    static final double GAUSS = 1 / Math.sqrt(2 * Math.PI);

    private final int id;

    Pointwise(int id) {
        this.id = id;
    }

    /** The function's number in saved graphs. */
    public int id() {
        return id;
    }

    /** The function of that number. */
    public static Pointwise fromId(int id) {
        for (Pointwise function : values()) {
            if (function.id == id) {
                return function;
            }
        }
        throw new IllegalArgumentException("No activation has number " + id);
    }

    /** The function. */
    public abstract double value(double x);

    /** Its derivative, at the same argument (not at the function's value). */
    public abstract double derivative(double x);
}
