package io.verdict.cli;

import picocli.CommandLine.Command;

/** What is written down of a training run while it goes on. */
@Command // Without it, picocli takes no mixin that has no option.
final class LogSettings {}
