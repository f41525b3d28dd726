package io.verdict.onnx;

public final class Tail implements AutoCloseable {
    @Override
    public void close() {}
}
