package io.verdict.onnx;

/** The error function and the forms of GELU. */
final class Gaussian {
    private Gaussian() {}

    /**
     * The error function, to about 1e-15: its Maclaurin series near zero, Lentz's continued fraction for
     * {@code erfc} beyond (Abramowitz and Stegun, 7.1.5 and 7.1.14).
     */
    static double erf(double x) {
        double magnitude = Math.abs(x);
        if (Double.isNaN(x)) {
            return x;
        }
        if (magnitude > 6) {
            return Math.signum(x);
        }
        if (magnitude < 2.5) {
            double term = magnitude;
            double sum = magnitude;
            for (int n = 1; n < 80; n++) {
                term *= -magnitude * magnitude / n;
                sum += term / (2 * n + 1);
            }
            return Math.signum(x) * 2 / Math.sqrt(Math.PI) * sum;
        }
        double fraction = magnitude;
        for (int n = 120; n > 0; n--) {
            fraction = magnitude + n / 2.0 / fraction;
        }
        return Math.signum(x) * (1 - Math.exp(-magnitude * magnitude) / Math.sqrt(Math.PI) / fraction);
    }

    /** GELU, {@code x * Phi(x)} (Hendrycks and Gimpel, arXiv:1606.08415). */
    static double gelu(double x) {
        return 0.5 * x * (1 + erf(x / Math.sqrt(2)));
    }

    /** The same paper's approximation by tanh. */
    static double geluTanh(double x) {
        return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }
}
