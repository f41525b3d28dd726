package io.verdict.cli;

import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.VerdictException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The ham and spam in {@code examples/data/spam}, and three texts to try a model on that is trained on them. */
final class BundledMail {
    /** The system property in which the launcher names Verdict's folder. */
    static final String HOME = "verdict.home";

    /** New texts, in the manner of the mails. */
    static final List<String> TEXTS = List.of(
            "Re: build fails on Debian\nThe patch from yesterday fixes it here. Could somebody with a PowerPC try it"
                    + " before I commit?",
            "CONGRATULATIONS!!! You have been selected\nClaim your FREE prize of $5,000 now. This is a limited time"
                    + " offer, click here to order. No credit check, guaranteed!",
            "Re: talk about garbage collectors\nThe slides are on the web site now. Next month we meet at the university"
                    + " again; does anybody want to speak about threads?");

    private BundledMail() {}

    static TextClassificationData load(long seed) {
        String home = System.getProperty(HOME);
        Path folder = home == null ? null : Path.of(home, "examples", "data", "spam");
        if (folder == null || !Files.isDirectory(folder)) {
            throw new VerdictException("The bundled mails are not here"
                    + (folder == null ? "" : ": there is no folder " + folder)
                    + ". Run ./verdict in Verdict's own folder, or name your data: verdict text_classification from_csv"
                    + " --help");
        }
        return TextClassificationData.fromCsv()
                .inputField("text")
                .targetField("label")
                .trainFile(folder.resolve("train.csv"))
                .validFile(folder.resolve("valid.csv"))
                .testFile(folder.resolve("test.csv"))
                .seed(seed)
                .load();
    }
}
