package io.verdict.corpus;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes {@code train.csv} and {@code test.csv}, descriptions of programs with any number of topics, from Debian's own
 * index: {@code TopicCorpus PACKAGES TRANSLATION_EN OUTPUT_FOLDER}. The same input gives the same bytes.
 */
public final class TopicCorpus {
    private static final int SEED = 19930816;
    private static final int TEXT_LENGTH = 320;
    private static final int SHORTEST = 80;
    private static final int TRAIN = 1900;
    private static final int TEST = 600;

    /** The topic for each of Debian's tags; tags of no topic are left out. */
    private static final Map<String, String> TOPICS = new LinkedHashMap<>();

    static {
        TOPICS.put("use::gameplaying", "games");
        TOPICS.put("works-with::audio", "audio");
        TOPICS.put("works-with::video", "video");
        TOPICS.put("works-with::image", "images");
        TOPICS.put("works-with::image:raster", "images");
        TOPICS.put("works-with::image:vector", "images");
        TOPICS.put("works-with::mail", "mail");
        TOPICS.put("works-with::text", "text");
        TOPICS.put("works-with::archive", "archives");
        TOPICS.put("works-with::db", "databases");
        TOPICS.put("works-with::software:source", "source code");
        TOPICS.put("works-with::network-traffic", "network traffic");
        TOPICS.put("network::server", "servers");
        TOPICS.put("field::biology", "biology");
        TOPICS.put("field::mathematics", "mathematics");
        TOPICS.put("use::editing", "editors");
        TOPICS.put("use::converting", "converters");
        TOPICS.put("use::monitor", "monitors");
    }

    private TopicCorpus() {}

    /** @param topics sorted, each once */
    private record Description(String text, List<String> topics) {}

    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("usage: TopicCorpus PACKAGES TRANSLATION_EN OUTPUT_FOLDER");
            System.exit(2);
        }
        List<Description> all = distinct(descriptions(topics(Path.of(args[0])), Path.of(args[1])));
        System.out.println(all.size() + " distinct descriptions with topics");
        Collections.shuffle(all, new Random(SEED));
        Path output = Files.createDirectories(Path.of(args[2]));
        write(output.resolve("train.csv"), all.subList(0, TRAIN));
        write(output.resolve("test.csv"), all.subList(TRAIN, TRAIN + TEST));
    }

    /** The topics of each program, one program of each source package. */
    private static Map<String, List<String>> topics(Path packages) throws IOException {
        Map<String, List<String>> topics = new TreeMap<>();
        Set<String> sources = new HashSet<>();
        PackageIndex.read(packages, stanza -> {
            String name = stanza.getOrDefault("Package", "");
            List<String> tags = Arrays.stream(stanza.getOrDefault("Tag", "").split("[,\\s]+"))
                    .toList();
            List<String> found = tags.stream()
                    .filter(TOPICS::containsKey)
                    .map(TOPICS::get)
                    .distinct()
                    .sorted()
                    .toList();
            String source = stanza.getOrDefault("Source", name).replaceFirst(" .*", "");
            if (tags.contains("role::program") && !found.isEmpty() && sources.add(source)) {
                topics.put(name, found);
            }
        });
        return topics;
    }

    private static List<Description> descriptions(Map<String, List<String>> topics, Path translation)
            throws IOException {
        Map<String, String> texts = new HashMap<>();
        PackageIndex.read(
                translation,
                stanza -> texts.putIfAbsent(
                        stanza.getOrDefault("Package", ""), text(stanza.getOrDefault("Description-en", ""))));
        List<Description> descriptions = new ArrayList<>();
        topics.forEach((name, found) -> {
            String text = texts.getOrDefault(name, "");
            if (text.length() >= SHORTEST) {
                descriptions.add(new Description(text, found));
            }
        });
        return descriptions;
    }

    /** The synopsis, a line break, and the paragraphs on one line, cut. */
    private static String text(String description) {
        String[] parts = description.split("\n", 2);
        String rest = parts.length < 2 ? "" : parts[1];
        String paragraphs =
                rest.replaceAll("(?m)^\\.$", " ").replaceAll("\\s+", " ").strip();
        return PlainText.cut(parts[0].strip() + "\n" + paragraphs, TEXT_LENGTH).strip();
    }

    private static List<Description> distinct(List<Description> descriptions) {
        NearDuplicates seen = new NearDuplicates();
        return descriptions.stream()
                .filter(description -> seen.add(description.text()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static void write(Path file, List<Description> descriptions) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader("text", "topics")
                .setRecordSeparator('\n')
                .get();
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try (BufferedWriter writer = Files.newBufferedWriter(unfinished);
                CSVPrinter csv = new CSVPrinter(writer, format)) {
            for (Description description : descriptions) {
                csv.printRecord(description.text(), String.join(",", description.topics()));
            }
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        Map<String, Long> counts = descriptions.stream()
                .flatMap(description -> description.topics().stream())
                .collect(Collectors.groupingBy(topic -> topic, TreeMap::new, Collectors.counting()));
        Map<Integer, Long> sizes = descriptions.stream()
                .collect(Collectors.groupingBy(
                        description -> description.topics().size(), TreeMap::new, Collectors.counting()));
        System.out.println(file.getFileName() + ", " + Files.size(file) + " bytes: " + descriptions.size() + " texts "
                + counts + ", texts by number of topics " + sizes);
    }
}
