package io.verdict.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        Properties properties = properties();
        return new String[] {
            "verdict " + properties.getProperty("version"),
            "ND4J " + properties.getProperty("nd4j") + ", Java " + Runtime.version()
        };
    }

    /** The version of Verdict alone. */
    static String verdict() {
        return properties().getProperty("version", "");
    }

    private static Properties properties() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("version.properties is not on the class path");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
