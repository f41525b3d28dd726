package io.verdict.benchmarks;

import io.verdict.benchmarks.Report.Kind;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "import", description = "The import of all-MiniLM-L6-v2, once ND4J is up.")
final class Import implements Callable<Integer> {
    @Mixin
    private Settings settings = new Settings();

    @Override
    public Integer call() {
        Child.verdict("verdict --version", List.of("--version")).run();
        try (Sides sides = new Sides()) {
            sides.add(Kind.VERDICT, Child.probe("import", false, List.of("import")));
            settings.show(new Report(
                    "import",
                    "all-MiniLM-L6-v2",
                    sides.run(new Alternation(1, settings.rounds(7), 1)),
                    List.of("The first import of a fresh process each time: encoder, parameters, tokenizer's text.")));
        }
        return 0;
    }
}
