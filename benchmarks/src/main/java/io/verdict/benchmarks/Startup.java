package io.verdict.benchmarks;

import io.verdict.benchmarks.Report.Kind;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "startup", description = "Whole processes: the JVM with ND4J, on the command line's class path.")
final class Startup implements Callable<Integer> {
    @Mixin
    private Settings settings = new Settings();

    @Override
    public Integer call() {
        Child.verdict("verdict --version", List.of("--version")).run();
        try (Sides sides = new Sides()) {
            sides.add(Kind.VERDICT, Child.probe("jvm + nd4j", true, List.of("nd4j")));
            sides.add(Kind.VARIANT, Child.probe("jvm", true, List.of("nothing")));
            sides.add(Kind.VARIANT, Child.verdict("verdict --version", List.of("--version")));
            sides.add(Kind.VARIANT, Child.probe("import", false, List.of("import")));
            settings.show(new Report(
                    "startup",
                    "",
                    sides.run(new Alternation(1, settings.rounds(7), 1)),
                    List.of("Whole processes, but for import: all-MiniLM-L6-v2 in a fresh process, once ND4J is up."
                            + " jvm + nd4j adds two arrays.")));
        }
        return 0;
    }
}
