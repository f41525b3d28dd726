package io.verdict.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;

/**
 * Where standard error is. The launcher puts a filter before descriptor 2, which hides a warning that the JVM gives while
 * it starts, and passes the real standard error on under another number: what is written there needs no other process to
 * arrive.
 */
final class StandardError {
    /** The system property with that number. */
    static final String PROPERTY = "verdict.stderr";

    private StandardError() {}

    /** A stream to standard error. */
    static OutputStream stream() {
        Integer number = Integer.getInteger(PROPERTY);
        return new FileOutputStream(number == null ? FileDescriptor.err : descriptor(number));
    }

    private static FileDescriptor descriptor(int number) {
        try {
            FileDescriptor descriptor = new FileDescriptor();
            // There is no public way to a descriptor by its number, and opening /dev/fd/3 would truncate a file.
            Field field = FileDescriptor.class.getDeclaredField("fd");
            field.setAccessible(true);
            field.setInt(descriptor, number);
            return descriptor;
        } catch (ReflectiveOperationException | RuntimeException e) {
            // The filter passes on what comes by descriptor 2.
            return FileDescriptor.err;
        }
    }
}
