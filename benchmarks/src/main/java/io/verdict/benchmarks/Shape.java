package io.verdict.benchmarks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A batch of texts of one length.
 *
 * @param batch the number of texts
 * @param length the tokens of each
 */
record Shape(int batch, int length) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})x(\\d{1,4})");

    Shape {
        if (batch < 1 || length < 3 || length > 512) {
            throw new BenchmarkException("The shape is " + batch + "x" + length
                    + "; it may be 1 or more texts of 3 to 512 tokens, such as 16x128");
        }
    }

    /**
     * Reads {@code 16x128}.
     *
     * @throws BenchmarkException if it has another form
     */
    static Shape parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new BenchmarkException("\"" + text + "\" is no shape; write texts x tokens, such as 16x128");
        }
        return new Shape(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    int tokens() {
        return batch * length;
    }

    @Override
    public String toString() {
        return batch + "x" + length;
    }
}
