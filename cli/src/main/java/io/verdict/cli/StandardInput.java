package io.verdict.cli;

/** Standard input as lines of text. */
final class StandardInput {
    private StandardInput() {}

    static Lines lines(Console console) {
        if (console.typed()) {
            console.say("verdict: reading texts from the terminal, a line each; Ctrl-D ends them");
        }
        return new Lines(console.in(), "standard input");
    }
}
