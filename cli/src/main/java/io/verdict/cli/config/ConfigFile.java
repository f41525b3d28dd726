package io.verdict.cli.config;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Reads one config file: YAML 1.2, and so JSON too. The nodes are read, not the objects that a loader makes of them:
 * they know their place in the file, and a scalar's own text.
 */
final class ConfigFile {
    private final Path file;
    private final ConfigKeys keys;
    private final Map<OptionSpec, ConfigEntry> entries = new LinkedHashMap<>();
    private final Map<String, String> subcommands = new LinkedHashMap<>();

    private ConfigFile(Path file, ConfigKeys keys) {
        this.file = file;
        this.keys = keys;
    }

    /**
     * What a file says.
     *
     * @throws VerdictException if it cannot be read, is not YAML, or has a key or a value that fits no option; the
     *     message says where
     */
    static ConfigFile read(Path file, ConfigKeys keys) {
        ConfigFile config = new ConfigFile(file, keys);
        Optional<Node> root = config.compose(text(file));
        if (root.isPresent() && !isNull(root.get())) {
            if (!(root.get() instanceof MappingNode mapping)) {
                throw config.wrong(root.get(), "expected \"key: value\" lines");
            }
            config.readGroup(mapping, "");
        }
        return config;
    }

    /** The values, in their order. */
    List<ConfigEntry> entries() {
        return List.copyOf(entries.values());
    }

    /** The sub-commands whose groups are there, with their places. */
    Map<String, String> subcommands() {
        return subcommands;
    }

    private Optional<Node> compose(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setSchema(new CoreSchema())
                .setAllowNonScalarKeys(true) // They get a message of their own, with their place.
                .build();
        try {
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            throw new VerdictException(
                    file + e.getProblemMark().map(ConfigFile::place).orElse("") + ": " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new VerdictException(file + " is not YAML: " + e.getMessage(), e);
        }
    }

    private void readGroup(MappingNode group, String prefix) {
        for (NodeTuple tuple : group.getValue()) {
            Node keyNode = tuple.getKeyNode();
            if (!(keyNode instanceof ScalarNode name)) {
                throw wrong(keyNode, "a key must be a name");
            }
            String key = prefix + name.getValue();
            Optional<OptionSpec> option = keys.option(key);
            if (option.isPresent()) {
                add(option.get(), key, name, tuple.getValueNode());
            } else if (keys.isGroup(key)) {
                readSubgroup(key, name, tuple.getValueNode());
            } else {
                throw wrong(name, "unknown key \"" + key + "\"." + keys.hint(key));
            }
        }
    }

    private void readSubgroup(String key, ScalarNode name, Node value) {
        if (keys.isSubcommand(key) && subcommands.put(key, place(name)) != null) {
            throw wrong(name, "\"" + key + "\" is there twice");
        }
        if (value instanceof MappingNode mapping) {
            readGroup(mapping, key + ".");
        } else if (!isNull(value)) {
            throw wrong(value, "\"" + key + "\" is a group: expected \"key: value\" lines below it");
        }
    }

    private void add(OptionSpec option, String key, ScalarNode name, Node value) {
        ConfigEntry before = entries.put(option, new ConfigEntry(option, values(option, key, value), place(name)));
        if (before != null) {
            throw wrong(name, "\"" + key + "\" is set twice, also at " + before.place());
        }
    }

    private List<String> values(OptionSpec option, String key, Node value) {
        if (value instanceof ScalarNode scalar) {
            return isNull(scalar) ? List.of() : List.of(scalar.getValue());
        }
        if (value instanceof SequenceNode sequence && TupleText.takenBy(option)) {
            return List.of(TupleText.of(sequence.getValue(), element -> scalar(element, key)));
        }
        boolean map = Map.class.isAssignableFrom(option.type());
        List<String> values = new ArrayList<>();
        if (value instanceof SequenceNode sequence && option.isMultiValue() && !map) {
            sequence.getValue().forEach(element -> values.add(scalar(element, key)));
        } else if (value instanceof MappingNode mapping && map) {
            for (NodeTuple tuple : mapping.getValue()) {
                values.add(scalar(tuple.getKeyNode(), key) + "=" + scalar(tuple.getValueNode(), key));
            }
        } else {
            throw wrong(
                    value,
                    "\"" + key + "\" takes "
                            + (map ? "\"name: value\" lines" : option.isMultiValue() ? "a list" : "one value"));
        }
        return values;
    }

    private String scalar(Node node, String key) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong(node, "\"" + key + "\" takes plain values only");
    }

    private VerdictException wrong(Node node, String what) {
        return new VerdictException(place(node) + ": " + what);
    }

    private String place(Node node) {
        return file + node.getStartMark().map(ConfigFile::place).orElse("");
    }

    private static String place(Mark mark) {
        return ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static String text(Path file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new VerdictException("There is no config file " + file, e);
        } catch (CharacterCodingException e) {
            throw new VerdictException(file + " is not UTF-8; convert it, e.g. with iconv", e);
        } catch (IOException e) {
            throw new VerdictException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
