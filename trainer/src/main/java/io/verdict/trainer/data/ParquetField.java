package io.verdict.trainer.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/**
 * A field of a Parquet schema whose values can be cells: a text, a number, true or false, or a list of these.
 *
 * @param path its names from the outermost in
 * @param type the field's type
 * @see <a href="https://github.com/apache/parquet-format/blob/master/LogicalTypes.md">Parquet's logical types</a>
 */
record ParquetField(List<String> path, Type type) {
    private static final Cell MISSING = new Cell.Missing();

    /** The fields of a schema, in its order. */
    static List<ParquetField> all(GroupType schema) {
        List<ParquetField> fields = new ArrayList<>();
        collect(schema, List.of(), fields);
        return fields;
    }

    private static void collect(GroupType group, List<String> outer, List<ParquetField> fields) {
        for (Type type : group.getFields()) {
            List<String> path = new ArrayList<>(outer);
            path.add(type.getName());
            PrimitiveType element = element(type);
            if (element != null && isValue(element)) {
                fields.add(new ParquetField(List.copyOf(path), type));
            } else if (isStruct(type)) {
                collect(type.asGroupType(), path, fields);
            }
        }
    }

    private static boolean isStruct(Type type) {
        return !type.isPrimitive()
                && type.getLogicalTypeAnnotation() == null
                && !type.isRepetition(Repetition.REPEATED);
    }

    /** The type of a value, or of a list's values; {@code null} if that is no primitive type. */
    private static @Nullable PrimitiveType element(Type type) {
        if (type.isPrimitive()) {
            return type.asPrimitiveType();
        }
        GroupType group = type.asGroupType();
        if (!(type.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation) || group.getFieldCount() != 1) {
            return null;
        }
        Type repeated = group.getType(0);
        if (repeated.isPrimitive()) {
            return repeated.asPrimitiveType();
        }
        Type element = repeated.asGroupType().getType(0);
        boolean single = repeated.asGroupType().getFieldCount() == 1;
        return single && element.isPrimitive() ? element.asPrimitiveType() : null;
    }

    private static boolean isValue(PrimitiveType type) {
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        boolean text = meaning instanceof StringLogicalTypeAnnotation
                || meaning instanceof EnumLogicalTypeAnnotation
                || meaning instanceof JsonLogicalTypeAnnotation;
        boolean number = meaning instanceof IntLogicalTypeAnnotation || meaning instanceof DecimalLogicalTypeAnnotation;
        return switch (type.getPrimitiveTypeName()) {
            case BINARY -> meaning == null || text || number;
            case FIXED_LEN_BYTE_ARRAY -> number;
            case INT32, INT64 -> meaning == null || number;
            case FLOAT, DOUBLE, BOOLEAN -> true;
            case INT96 -> false;
        };
    }

    /** As a user names it. */
    String name() {
        return String.join(".", path);
    }

    /** The value in a row. */
    Cell cell(Group row) {
        Group group = row;
        for (String outer : path.subList(0, path.size() - 1)) {
            if (group.getFieldRepetitionCount(outer) == 0) {
                return MISSING;
            }
            group = group.getGroup(outer, 0);
        }
        String last = path.get(path.size() - 1);
        int count = group.getFieldRepetitionCount(last);
        if (type.isPrimitive()) {
            if (type.isRepetition(Repetition.REPEATED)) {
                return many(group, last, type.asPrimitiveType());
            }
            return count == 0 ? MISSING : value(group, last, 0, type.asPrimitiveType());
        }
        return count == 0 ? MISSING : list(group.getGroup(last, 0));
    }

    private Cell list(Group list) {
        Type repeated = type.asGroupType().getType(0);
        if (repeated.isPrimitive()) {
            return many(list, repeated.getName(), repeated.asPrimitiveType());
        }
        Type element = repeated.asGroupType().getType(0);
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < list.getFieldRepetitionCount(repeated.getName()); i++) {
            Group each = list.getGroup(repeated.getName(), i);
            boolean missing = each.getFieldRepetitionCount(element.getName()) == 0;
            cells.add(missing ? MISSING : value(each, element.getName(), 0, element.asPrimitiveType()));
        }
        return new Cell.Many(cells);
    }

    private static Cell many(Group group, String field, PrimitiveType type) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < group.getFieldRepetitionCount(field); i++) {
            cells.add(value(group, field, i, type));
        }
        return new Cell.Many(cells);
    }

    private static Cell value(Group group, String field, int index, PrimitiveType type) {
        if (type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal) {
            return decimal(group, field, index, type, decimal.getScale());
        }
        return switch (type.getPrimitiveTypeName()) {
            case INT32 -> number(group.getInteger(field, index), type);
            case INT64 -> new Cell.Number(group.getLong(field, index));
            case FLOAT -> new Cell.Number(group.getFloat(field, index));
            case DOUBLE -> new Cell.Number(group.getDouble(field, index));
            case BOOLEAN -> new Cell.Text(Boolean.toString(group.getBoolean(field, index)));
            case BINARY -> new Cell.Text(group.getString(field, index));
            case FIXED_LEN_BYTE_ARRAY, INT96 -> throw new IllegalStateException("no value: " + type);
        };
    }

    private static Cell number(int value, PrimitiveType type) {
        boolean unsigned =
                type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation whole && !whole.isSigned();
        return new Cell.Number(unsigned ? Integer.toUnsignedLong(value) : value);
    }

    private static Cell decimal(Group group, String field, int index, PrimitiveType type, int scale) {
        BigInteger unscaled = switch (type.getPrimitiveTypeName()) {
            case INT32 -> BigInteger.valueOf(group.getInteger(field, index));
            case INT64 -> BigInteger.valueOf(group.getLong(field, index));
            default -> {
                Binary bytes = group.getBinary(field, index);
                yield new BigInteger(bytes.getBytes());
            }
        };
        return new Cell.Number(new BigDecimal(unscaled, scale).doubleValue());
    }
}
