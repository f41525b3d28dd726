package io.verdict.onnx;

import java.util.Arrays;
import java.util.Optional;

/** ONNX's tensor element types that hold numbers, with the codes of {@code TensorProto.DataType}. */
enum ElementType {
    FLOAT(1, 4, Kind.REAL),
    UINT8(2, 1, Kind.INTEGER),
    INT8(3, 1, Kind.INTEGER),
    UINT16(4, 2, Kind.INTEGER),
    INT16(5, 2, Kind.INTEGER),
    INT32(6, 4, Kind.INTEGER),
    INT64(7, 8, Kind.INTEGER),
    BOOL(9, 1, Kind.BOOLEAN),
    FLOAT16(10, 2, Kind.REAL),
    DOUBLE(11, 8, Kind.REAL),
    UINT32(12, 4, Kind.INTEGER),
    UINT64(13, 8, Kind.INTEGER),
    BFLOAT16(16, 2, Kind.REAL);

    /** How a type's numbers behave in arithmetic. */
    enum Kind {
        REAL,
        INTEGER,
        BOOLEAN
    }

    private final int code;
    private final int bytes;
    private final Kind kind;

    ElementType(int code, int bytes, Kind kind) {
        this.code = code;
        this.bytes = bytes;
        this.kind = kind;
    }

    /** The number in {@code TensorProto.DataType}. */
    int code() {
        return code;
    }

    /** The size of one element. */
    int bytes() {
        return bytes;
    }

    Kind kind() {
        return kind;
    }

    boolean real() {
        return kind == Kind.REAL;
    }

    /** The type of that code; empty for strings, complex numbers and codes that ONNX does not define. */
    static Optional<ElementType> fromCode(long code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }
}
