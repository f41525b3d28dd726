package io.verdict.trainer.data;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.verdict.transformer.VerdictException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the rows of a JSON file one after the other, each with a function of the caller's. Two forms: JSON Lines, one
 * object a line, of which empty lines are skipped; or one JSON text with an array of objects, at its top or under a
 * field. Strict JSON (RFC 8259), strict UTF-8. Not for use by several threads.
 */
final class JsonRows implements AutoCloseable {
    /** How gson tells where it is: {@code JsonReader at line 3 column 5 path $}; its errors end likewise. */
    private static final Pattern PLACE = Pattern.compile(" at line (\\d+) column (\\d+) path ");

    private final DataFile file;
    private final Utf8Reader utf8;
    private final BufferedReader lines;
    /** The whole text; of JSON Lines the present line. */
    private JsonReader json;

    private final boolean jsonLines;
    private long line;

    /** Reads one row's object, and leaves the reader behind it. */
    interface RowFunction<T> {
        T read(JsonReader in, long line) throws IOException;
    }

    /**
     * Opens a file and goes to its first row.
     *
     * @param field the field whose array holds the rows; empty for JSON Lines or an array at the top
     */
    JsonRows(DataFile file, String field, LongConsumer progress) {
        this.file = file;
        this.utf8 = new Utf8Reader(
                file.path(), file.open(progress), " Is a quotation mark (\") or bracket in it not closed?");
        this.lines = new BufferedReader(utf8);
        this.json = strict(new JsonReader(lines));
        try {
            this.jsonLines = field.isEmpty() && !beginsWithArray();
            if (!jsonLines) {
                goTo(field);
            }
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private static JsonReader strict(JsonReader reader) {
        reader.setStrictness(Strictness.STRICT);
        return reader;
    }

    private boolean beginsWithArray() {
        try {
            lines.mark(1 << 13);
            int first = lines.read();
            while (first >= 0 && Character.isWhitespace(first)) {
                first = lines.read();
            }
            lines.reset();
            return first == '[';
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    private void goTo(String field) {
        try {
            if (!field.isEmpty()) {
                if (json.peek() != JsonToken.BEGIN_OBJECT) {
                    throw new VerdictException(file.path() + " is no JSON object with a field \"" + field + "\".");
                }
                json.beginObject();
                while (json.hasNext() && !json.nextName().equals(field)) {
                    json.skipValue();
                }
                if (json.peek() == JsonToken.END_OBJECT) {
                    throw new VerdictException(file.path() + " has no field \"" + field + "\" with the rows.");
                }
            }
            if (json.peek() != JsonToken.BEGIN_ARRAY) {
                throw wrong(lineOfJson(), "the field \"" + field + "\" is no array of rows.");
            }
            json.beginArray();
        } catch (IOException | RuntimeException failure) {
            throw failed(failure);
        }
    }

    /** Whether there is another row. */
    boolean hasNext() {
        try {
            return jsonLines ? nextLine() : json.hasNext();
        } catch (IOException | RuntimeException failure) {
            throw failed(failure);
        }
    }

    private boolean lineIsRead;

    private boolean nextLine() throws IOException {
        while (!lineIsRead) {
            String text = lines.readLine();
            if (text == null) {
                return false;
            }
            line++;
            utf8.rowRead(line + 1);
            if (!text.isBlank()) {
                json = strict(new JsonReader(new StringReader(text)));
                lineIsRead = true;
            }
        }
        return true;
    }

    /**
     * The next row.
     *
     * @throws BrokenRowException with file and line, if it is wrong and the next one can be read: on a line of its own,
     *     or an object of an array whose values are not as they should be
     * @throws VerdictException if nothing behind it can be read
     */
    <T> T next(RowFunction<T> function) {
        if (!hasNext()) {
            throw new NoSuchElementException(file.path() + " has no more rows");
        }
        lineIsRead = false; // Also if it is broken: who wants to may go on behind it.
        String path = json.getPath();
        long start = line;
        try {
            JsonToken first = json.peek();
            start = jsonLines ? line : lineOfJson();
            if (first != JsonToken.BEGIN_OBJECT) {
                throw wrong(start, "a row must be an object, {...}; this is " + named(first) + ".");
            }
            T row = function.read(json, start);
            if (jsonLines) {
                if (json.peek() != JsonToken.END_DOCUMENT) {
                    throw wrong(line, "there is more than one object on this line.");
                }
            } else {
                utf8.rowRead(lineOfJson());
            }
            return row;
        } catch (JsonRow.WrongRow failure) {
            BrokenRowException broken = wrong(jsonLines ? line : lineOfJson(), String.valueOf(failure.getMessage()));
            if (!jsonLines) {
                goBehind(path);
            }
            throw broken;
        } catch (IOException | RuntimeException failure) {
            VerdictException told = failed(failure);
            throw jsonLines ? new BrokenRowException(start, String.valueOf(told.getMessage()), failure) : told;
        }
    }

    /** Leaves what is open of the array's element at that path. */
    private void goBehind(String path) {
        try {
            String next = behind(path);
            while (!json.getPath().equals(next)) {
                switch (json.peek()) {
                    case END_OBJECT -> json.endObject();
                    case END_ARRAY -> json.endArray();
                    default -> json.skipValue(); // Also a name.
                }
            }
        } catch (IOException | RuntimeException failure) {
            throw failed(failure);
        }
    }

    /** {@code $.rows[4]} for {@code $.rows[3]}. */
    private static String behind(String path) {
        int bracket = path.lastIndexOf('[');
        int index = Integer.parseInt(path.substring(bracket + 1, path.length() - 1));
        return path.substring(0, bracket + 1) + (index + 1) + "]";
    }

    private static String named(JsonToken token) {
        return switch (token) {
            case BEGIN_ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "a number";
            default -> "true, false or null";
        };
    }

    private long lineOfJson() {
        Matcher place = PLACE.matcher(json.toString());
        if (!place.find()) {
            throw new IllegalStateException("no place in: " + json);
        }
        return Long.parseLong(place.group(1));
    }

    private BrokenRowException wrong(long where, String what) {
        return new BrokenRowException(where, file.path() + ", line " + where + ": " + what);
    }

    private VerdictException failed(Exception failure) {
        if (failure instanceof VerdictException complete) {
            return complete;
        }
        String message = String.valueOf(failure.getMessage());
        Matcher place = PLACE.matcher(message);
        if (!place.find()) {
            return new VerdictException(file.path() + " cannot be read: " + message, failure);
        }
        String reason = message.substring(0, place.start());
        // Else gson speaks of its own settings.
        String why = reason.startsWith("Use JsonReader") ? "" : " (" + reason + ")";
        String hint = jsonLines && line == 1
                ? " JSON Lines have one whole object on each line; if the rows are an array under a field, name the"
                        + " field."
                : "";
        return new VerdictException(
                file.path() + ", line " + (jsonLines ? Long.toString(line) : place.group(1)) + ", column "
                        + place.group(2) + ": this is not valid JSON" + why + "." + hint,
                failure);
    }

    /** Closes the file. */
    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException failure) {
            throw new VerdictException(file.path() + " cannot be closed: " + failure.getMessage(), failure);
        }
    }
}
