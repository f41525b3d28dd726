package io.verdict.cli;

import io.verdict.transformer.VerdictException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What the report for people tells. */
final class ReportSettings {
    private static final int MOST = 10_000;

    @Option(
            names = "--report_mistakes",
            paramLabel = "N",
            defaultValue = "20",
            scope = ScopeType.INHERIT,
            description = "How many of the texts that the model got wrong report.html shows, the most confident first;"
                    + " with 0 it holds no text of the data. Default: ${DEFAULT-VALUE}.")
    int mistakes;

    /** @throws VerdictException if the number is out of range */
    int mostMistakes() {
        if (mistakes < 0 || mistakes > MOST) {
            throw new VerdictException("--report_mistakes is " + mistakes + ", must be from 0 to " + MOST);
        }
        return mistakes;
    }
}
