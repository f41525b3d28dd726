package io.verdict.trainer.doctor;

import java.util.List;

/** Looks for one thing. Sees every row once, and then says what it found. */
interface Check {
    void see(Row row);

    /**
     * What was found in all rows.
     *
     * @param parts the names of the parts
     */
    List<Finding> findings(List<String> parts);
}
