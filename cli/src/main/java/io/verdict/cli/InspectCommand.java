package io.verdict.cli;

import io.verdict.onnx.Backbone;
import io.verdict.onnx.ImportReport;
import io.verdict.onnx.OnnxImporter;
import io.verdict.transformer.saved.SavedModel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code verdict inspect}: what is in a model. */
@Command(
        name = "inspect",
        header = "Say what is in an ONNX file, a backbone or a saved model.",
        customSynopsis = "verdict inspect [OPTIONS] FILE|DIR|NAME",
        description = {
            "",
            "For an ONNX export: its operators, what was recognised in them, and every parameter with the tensor it was"
                    + " found in. For a saved model: its labels, metrics and parameters."
        },
        footer = {"", "Examples:", "  verdict inspect model.onnx", "  verdict inspect verdict-model"})
final class InspectCommand implements Runnable {
    private final Console console;
    private final GlobalOptions options;

    @Parameters(paramLabel = "FILE|DIR", description = "An ONNX file, a folder, or the name of a backbone.")
    String model = "";

    InspectCommand(Console console, GlobalOptions options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public void run() {
        Backend.start(options);
        Optional<Path> path = path();
        if (path.filter(SavedModel::isModel).isPresent()) {
            SavedModel saved = SavedModel.load(path.get());
            try {
                console.out().print(ModelText.of(saved));
            } finally {
                saved.classifier().close();
            }
        } else if (path.filter(Files::isRegularFile).isPresent()) {
            console.out().print(OnnxImporter.inspect(path.get()).toText());
        } else {
            try (Backbone backbone = Backbone.open(model)) {
                console.out()
                        .print(backbone.report().map(ImportReport::toText).orElseGet(() -> ModelText.of(backbone)));
            }
        }
    }

    private Optional<Path> path() {
        try {
            return Optional.of(Path.of(model));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
