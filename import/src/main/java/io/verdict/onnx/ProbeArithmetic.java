package io.verdict.onnx;

import static java.util.Map.entry;

import io.verdict.onnx.ElementType.Kind;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** The operators that work element by element, as tables. */
final class ProbeArithmetic {
    /** Functions of one number whose result has the argument's kind. */
    static final Map<String, DoubleUnaryOperator> UNARY = Map.ofEntries(
            entry("Abs", Math::abs),
            entry("Ceil", Math::ceil),
            entry("Erf", Gaussian::erf),
            entry("Exp", Math::exp),
            entry("Floor", Math::floor),
            entry("Log", Math::log),
            entry("Neg", x -> -x),
            entry("Not", x -> x == 0 ? 1 : 0),
            entry("Reciprocal", x -> 1 / x),
            entry("Relu", x -> Math.max(x, 0)),
            entry("Sigmoid", x -> 1 / (1 + Math.exp(-x))),
            entry("Sign", Math::signum),
            entry("Softplus", x -> Math.log1p(Math.exp(x))),
            entry("Sqrt", Math::sqrt),
            entry("Tanh", Math::tanh));

    /** Tests of one number. */
    static final Map<String, DoubleUnaryOperator> TEST = Map.of(
            "IsNaN", x -> Double.isNaN(x) ? 1 : 0,
            "IsInf", x -> Double.isInfinite(x) ? 1 : 0);

    /** Functions of two numbers whose result has the arguments' kind; Div and Mod of integers are apart. */
    static final Map<String, DoubleBinaryOperator> BINARY = Map.ofEntries(
            entry("Add", Double::sum),
            entry("And", (a, b) -> a != 0 && b != 0 ? 1 : 0),
            entry("Div", (a, b) -> a / b),
            entry("Max", Math::max),
            entry("Min", Math::min),
            entry("Mod", (a, b) -> a - b * Math.floor(a / b)),
            entry("Mul", (a, b) -> a * b),
            entry("Or", (a, b) -> a != 0 || b != 0 ? 1 : 0),
            entry("Pow", Math::pow),
            entry("Sub", (a, b) -> a - b),
            entry("Xor", (a, b) -> (a != 0) != (b != 0) ? 1 : 0));

    /** Comparisons of two numbers. */
    static final Map<String, DoubleBinaryOperator> COMPARISON = Map.of(
            "Equal", (a, b) -> a == b ? 1 : 0,
            "Greater", (a, b) -> a > b ? 1 : 0,
            "GreaterOrEqual", (a, b) -> a >= b ? 1 : 0,
            "Less", (a, b) -> a < b ? 1 : 0,
            "LessOrEqual", (a, b) -> a <= b ? 1 : 0);

    private ProbeArithmetic() {}

    static ProbeValue unary(ProbeValue x, Kind kind, DoubleUnaryOperator function) {
        return x.isKnown()
                ? ProbeValue.known(kind, x.shape(), i -> function.applyAsDouble(x.at(i)))
                : ProbeValue.unknown(kind, x.shape());
    }

    static ProbeValue binary(ProbeValue a, ProbeValue b, Kind kind, DoubleBinaryOperator function) {
        long[] shape = ProbeMovement.broadcast(a.shape(), b.shape());
        if (!a.isKnown() || !b.isKnown()) {
            return ProbeValue.unknown(kind, shape);
        }
        ProbeValue left = ProbeMovement.stretch(a, shape);
        ProbeValue right = ProbeMovement.stretch(b, shape);
        if (!left.isKnown() || !right.isKnown()) {
            return ProbeValue.unknown(kind, shape);
        }
        return ProbeValue.known(kind, shape, i -> function.applyAsDouble(left.at(i), right.at(i)));
    }

    /** ONNX's Div of integers truncates. */
    static ProbeValue divide(ProbeValue a, ProbeValue b) {
        return a.kind() == Kind.INTEGER
                ? binary(a, b, Kind.INTEGER, ProbeArithmetic::truncated)
                : binary(a, b, a.kind(), (x, y) -> x / y);
    }

    private static double truncated(double dividend, double divisor) {
        long quotient = (long) dividend / (long) divisor;
        return quotient;
    }

    static ProbeValue where(ProbeValue condition, ProbeValue a, ProbeValue b) {
        long[] shape = ProbeMovement.broadcast(condition.shape(), ProbeMovement.broadcast(a.shape(), b.shape()));
        if (!condition.isKnown() || !a.isKnown() || !b.isKnown()) {
            return ProbeValue.unknown(a.kind(), shape);
        }
        ProbeValue test = ProbeMovement.stretch(condition, shape);
        ProbeValue yes = ProbeMovement.stretch(a, shape);
        ProbeValue no = ProbeMovement.stretch(b, shape);
        if (!test.isKnown() || !yes.isKnown() || !no.isKnown()) {
            return ProbeValue.unknown(a.kind(), shape);
        }
        return ProbeValue.known(a.kind(), shape, i -> test.at(i) != 0 ? yes.at(i) : no.at(i));
    }
}
