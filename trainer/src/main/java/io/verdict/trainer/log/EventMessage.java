package io.verdict.trainer.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.nd4j.shade.protobuf.CodedOutputStream;

/**
 * The three messages that a log needs of TensorFlow's {@code Event}, in Protocol Buffers. Source: TensorBoard,
 * {@code tensorboard/compat/proto/event.proto}, {@code summary.proto}, {@code tensor.proto}.
 */
final class EventMessage {
    private static final int EVENT_TIME = 1;
    private static final int EVENT_STEP = 2;
    private static final int EVENT_VERSION = 3;
    private static final int EVENT_SUMMARY = 5;

    private static final int SUMMARY_VALUE = 1;

    private static final int VALUE_TAG = 1;
    private static final int VALUE_NUMBER = 2;
    private static final int VALUE_TENSOR = 8;
    private static final int VALUE_METADATA = 9;

    private static final int METADATA_PLUGIN = 1;
    private static final int METADATA_CLASS = 4;
    private static final int PLUGIN_NAME = 1;
    private static final int CLASS_TENSOR = 2;

    private static final int TENSOR_TYPE = 1;
    private static final int TENSOR_SHAPE = 2;
    private static final int TENSOR_STRINGS = 8;
    private static final int TYPE_STRING = 7;
    private static final int SHAPE_DIMENSION = 2;
    private static final int DIMENSION_SIZE = 1;

    private EventMessage() {}

    /** What an event file begins with. */
    static byte[] version(double time) {
        return message(event -> {
            event.writeDouble(EVENT_TIME, time);
            event.writeString(EVENT_VERSION, "brain.Event:2");
        });
    }

    /** A number a tag. */
    static byte[] numbers(double time, long step, Map<String, Double> values) {
        return event(time, step, summary -> {
            for (Map.Entry<String, Double> value : values.entrySet()) {
                summary.writeByteArray(SUMMARY_VALUE, message(out -> {
                    out.writeString(VALUE_TAG, value.getKey());
                    out.writeFloat(VALUE_NUMBER, value.getValue().floatValue());
                }));
            }
        });
    }

    /** A text in Markdown, which TensorBoard's page of texts shows. */
    static byte[] text(double time, String tag, String markdown) {
        byte[] plugin = message(out -> out.writeString(PLUGIN_NAME, "text"));
        byte[] metadata = message(out -> {
            out.writeByteArray(METADATA_PLUGIN, plugin);
            out.writeInt32(METADATA_CLASS, CLASS_TENSOR);
        });
        byte[] dimension = message(out -> out.writeInt64(DIMENSION_SIZE, 1));
        byte[] shape = message(out -> out.writeByteArray(SHAPE_DIMENSION, dimension));
        byte[] tensor = message(out -> {
            out.writeInt32(TENSOR_TYPE, TYPE_STRING);
            out.writeByteArray(TENSOR_SHAPE, shape);
            out.writeByteArray(TENSOR_STRINGS, markdown.getBytes(StandardCharsets.UTF_8));
        });
        byte[] value = message(out -> {
            out.writeString(VALUE_TAG, tag);
            out.writeByteArray(VALUE_TENSOR, tensor);
            out.writeByteArray(VALUE_METADATA, metadata);
        });
        return event(time, 0, summary -> summary.writeByteArray(SUMMARY_VALUE, value));
    }

    private static byte[] event(double time, long step, Fields summary) {
        return message(event -> {
            event.writeDouble(EVENT_TIME, time);
            if (step != 0) { // What is 0 is left out, as everywhere in Protocol Buffers.
                event.writeInt64(EVENT_STEP, step);
            }
            event.writeByteArray(EVENT_SUMMARY, message(summary));
        });
    }

    private static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException("A stream in memory failed", e);
        }
        return bytes.toByteArray();
    }

    @FunctionalInterface
    private interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }
}
