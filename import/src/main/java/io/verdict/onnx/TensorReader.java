package io.verdict.onnx;

import io.verdict.transformer.VerdictException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx.TensorProto;

/** Turns {@code TensorProto} into {@link Constant}, wherever its numbers are: raw, in typed fields, or external. */
final class TensorReader {
    private final String file;
    private final ExternalData externalData;

    TensorReader(String file, ExternalData externalData) {
        this.file = file;
        this.externalData = externalData;
    }

    /**
     * @param name what messages call the tensor
     * @throws VerdictException if its type holds no numbers, or its bytes are not those its shape needs
     */
    Constant read(String name, TensorProto tensor) {
        ElementType type = ElementType.fromCode(tensor.getDataType())
                .orElseThrow(() -> error(name, "has the data type " + typeName(tensor) + ", which is not supported"));
        List<Long> shape = tensor.getDimsList();
        long length = length(name, type, shape);
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            Map<String, String> entries = new HashMap<>();
            tensor.getExternalDataList().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
            return new Constant(type, shape, externalData.read(name, entries, length));
        }
        ByteBuffer bytes = tensor.getRawData().isEmpty()
                ? typedFields(type, tensor)
                : tensor.getRawData().asReadOnlyByteBuffer();
        if (bytes.remaining() != length) {
            throw error(
                    name,
                    "has the shape " + shape + " of " + type + ", which needs " + length + " bytes, but there are "
                            + bytes.remaining() + "; the file is truncated or corrupt");
        }
        return new Constant(type, shape, bytes);
    }

    private long length(String name, ElementType type, List<Long> shape) {
        if (shape.stream().anyMatch(dimension -> dimension < 0)) {
            throw error(name, "has the shape " + shape + ", with a negative dimension; the file is corrupt");
        }
        try {
            long length = Math.multiplyExact(Constant.size(shape), type.bytes());
            if (length <= Integer.MAX_VALUE) {
                return length;
            }
        } catch (ArithmeticException e) {
            throw error(name, "has the shape " + shape + ", which no memory can hold; the file is corrupt");
        }
        throw error(name, "has the shape " + shape + " of " + type + ": more than 2 GiB, which is not supported");
    }

    /** The numbers of the fields {@code float_data}, {@code int32_data} and so on, as TensorProto lays them out. */
    private static ByteBuffer typedFields(ElementType type, TensorProto tensor) {
        int count = switch (type) {
            case FLOAT -> tensor.getFloatDataCount();
            case DOUBLE -> tensor.getDoubleDataCount();
            case INT64 -> tensor.getInt64DataCount();
            case UINT32, UINT64 -> tensor.getUint64DataCount();
            default -> tensor.getInt32DataCount();
        };
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(count, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            switch (type) {
                case FLOAT -> bytes.putFloat(tensor.getFloatData(i));
                case DOUBLE -> bytes.putDouble(tensor.getDoubleData(i));
                case INT64 -> bytes.putLong(tensor.getInt64Data(i));
                case UINT64 -> bytes.putLong(tensor.getUint64Data(i));
                case UINT32 -> bytes.putInt((int) tensor.getUint64Data(i));
                case INT32 -> bytes.putInt(tensor.getInt32Data(i));
                case INT16, UINT16, FLOAT16, BFLOAT16 -> bytes.putShort((short) tensor.getInt32Data(i));
                case INT8, UINT8, BOOL -> bytes.put((byte) tensor.getInt32Data(i));
            }
        }
        return bytes.flip();
    }

    private static String typeName(TensorProto tensor) {
        TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getDataType());
        return type == null ? "number " + tensor.getDataType() : type.name();
    }

    private VerdictException error(String name, String message) {
        return new VerdictException(file + ": the tensor of \"" + name + "\" " + message);
    }
}
