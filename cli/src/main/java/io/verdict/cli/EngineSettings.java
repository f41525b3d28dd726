package io.verdict.cli;

import io.verdict.export.Engine;
import picocli.CommandLine.Option;

/** What computes predictions. */
final class EngineSettings {
    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "samediff",
            description =
                    "What computes: samediff (Verdict's own) or onnxruntime, which is checked against it first and"
                            + " has to be there: set VERDICT_ONNXRUNTIME=yes once. Default: ${DEFAULT-VALUE}.")
    Engine engine = Engine.SAMEDIFF;
}
