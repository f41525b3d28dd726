package io.verdict.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Reads Debian's control files: stanzas of fields, whose values go on in lines that begin with a blank. */
final class PackageIndex {
    private PackageIndex() {}

    /** Gives each stanza's fields; the lines of a value are kept, without the blank that they begin with. */
    static void read(Path file, Consumer<Map<String, String>> stanzas) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            Map<String, String> stanza = new LinkedHashMap<>();
            String field = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!stanza.isEmpty()) {
                        stanzas.accept(stanza);
                    }
                    stanza = new LinkedHashMap<>();
                } else if (line.startsWith(" ")) {
                    stanza.merge(field, line.substring(1), (before, more) -> before + "\n" + more);
                } else {
                    int colon = line.indexOf(':');
                    field = line.substring(0, colon);
                    stanza.put(field, line.substring(colon + 1).strip());
                }
            }
            if (!stanza.isEmpty()) {
                stanzas.accept(stanza);
            }
        }
    }
}
