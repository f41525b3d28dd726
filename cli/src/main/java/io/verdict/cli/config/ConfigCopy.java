package io.verdict.cli.config;

import io.verdict.trainer.report.ReportFile;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The config that made something, kept beside it. */
public final class ConfigCopy {
    private static final String NAME = "config";
    private static final String ENDING = ".yaml";

    private ConfigCopy() {}

    /**
     * Writes {@code config.yaml} into a folder, which is made if need be. A file that is there stays as it is: another
     * text goes to {@code config-2.yaml} and so on; the same text is not written again.
     *
     * @throws VerdictException if it cannot be written
     */
    public static void write(Path folder, String config) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(NAME + ENDING);
            for (int i = 2; Files.exists(file); i++) {
                if (Files.readString(file).equals(config)) {
                    return;
                }
                file = folder.resolve(NAME + "-" + i + ENDING);
            }
            ReportFile.write(file, temporary -> Files.writeString(temporary, config));
        } catch (IOException e) {
            throw new VerdictException("Cannot write the config into " + folder + ": " + e.getMessage(), e);
        }
    }
}
