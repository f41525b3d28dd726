package io.verdict.cli;

import io.verdict.trainer.doctor.Diagnosis;
import io.verdict.trainer.doctor.Finding;
import io.verdict.trainer.doctor.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the doctor found before training, in a line a finding. */
final class ShortDiagnosis {
    private static final int MOST_LINES = 6;
    private static final int SHOWN_ROWS = 3;

    private ShortDiagnosis() {}

    static List<String> lines(Diagnosis diagnosis) {
        List<Finding> serious = diagnosis.findings().stream()
                .filter(finding -> finding.severity() != Severity.NOTE)
                .toList();
        if (serious.isEmpty()) {
            return List.of("Doctor    nothing wrong with the data");
        }
        List<String> lines = new ArrayList<>();
        for (Finding finding : serious.subList(0, Math.min(MOST_LINES, serious.size()))) {
            List<String> rows = finding.examples()
                    .subList(0, Math.min(SHOWN_ROWS, finding.examples().size()));
            lines.add("Doctor    " + finding.severity().name().toLowerCase(Locale.ROOT) + ", " + finding.part() + ": "
                    + finding.what()
                    + (rows.isEmpty()
                            ? ""
                            : " (" + String.join(", ", rows) + (finding.rows() > rows.size() ? ", ...)" : ")")));
        }
        if (serious.size() > MOST_LINES) {
            lines.add("Doctor    and " + (serious.size() - MOST_LINES) + " more");
        }
        lines.add("Doctor    \"verdict doctor\" says more, and what to do");
        return lines;
    }
}
