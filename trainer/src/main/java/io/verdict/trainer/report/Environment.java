package io.verdict.trainer.report;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Versions, hardware and the time of a run. Neither the machine's name nor the user's is told. */
final class Environment {
    private static final Logger log = LoggerFactory.getLogger(Environment.class);
    private static final Path CPU = Path.of("/proc/cpuinfo");

    private Environment() {}

    static Map<String, String> here() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "Finished",
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(Instant.now().truncatedTo(ChronoUnit.MINUTES)));
        nd4jVersion()
                .ifPresent(version -> facts.put(
                        "ND4J",
                        version + ", backend " + Nd4j.getBackend().getClass().getSimpleName()));
        facts.put(
                "Java",
                Runtime.version() + " (" + System.getProperty("java.vm.name", "") + ", "
                        + System.getProperty("java.vendor", "") + ")");
        facts.put(
                "Operating system",
                System.getProperty("os.name", "") + " " + System.getProperty("os.version", "") + ", "
                        + System.getProperty("os.arch", ""));
        facts.put("Processor", processor());
        memory().ifPresent(bytes -> facts.put("Memory", gibibytes(bytes)));
        facts.put("Largest Java heap", gibibytes(Runtime.getRuntime().maxMemory()));
        return facts;
    }

    /** The version that Maven wrote into ND4J's jar. */
    private static Optional<String> nd4jVersion() {
        try (InputStream in =
                Environment.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
            if (in == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(in);
            return Optional.ofNullable(properties.getProperty("version"));
        } catch (IOException e) {
            log.debug("ND4J's version cannot be read", e);
            return Optional.empty();
        }
    }

    private static String processor() {
        String cores = Runtime.getRuntime().availableProcessors() + " logical processors for this run";
        if (Files.isReadable(CPU)) {
            try (Stream<String> lines = Files.lines(CPU)) {
                Optional<String> name = lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst();
                return name.map(model -> model + "; ").orElse("") + cores;
            } catch (IOException e) {
                log.debug("{} cannot be read", CPU, e);
            }
        }
        return cores;
    }

    private static Optional<Long> memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? Optional.of(system.getTotalMemorySize())
                : Optional.empty();
    }

    private static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }
}
