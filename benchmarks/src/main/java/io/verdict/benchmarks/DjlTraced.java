package io.verdict.benchmarks;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** HuggingFace's model of the same parameters, traced in Python and run by DJL. */
final class DjlTraced implements Timed {
    private final Model model;
    private final ParameterStore parameters;
    private final List<int[]> ids;

    private DjlTraced(Path folder, List<int[]> ids) {
        this.ids = ids;
        model = Model.newInstance("traced", DjlBert.ENGINE);
        try {
            model.load(folder, "traced");
        } catch (IOException | MalformedModelException e) {
            throw new BenchmarkException("DJL does not take the traced model: " + e.getMessage(), e);
        }
        parameters = new ParameterStore(model.getNDManager(), false);
    }

    /**
     * Saves the model, has Python trace it for the shape of these texts, and loads the result. The engine must have been
     * started.
     *
     * @param folder where the files go
     */
    static DjlTraced of(ModelUnderTest model, List<int[]> ids, Path python, Path folder) {
        Path saved = model.save(folder.resolve("model"), ids.get(0).length);
        Path batch = PythonPeer.json(folder, "batch.json", Map.of("ids", ids));
        String script = Settings.home().resolve("benchmarks/python/trace.py").toString();
        new Child(
                        "trace.py",
                        true,
                        List.of(
                                python.toString(),
                                script,
                                saved.toString(),
                                batch.toString(),
                                folder.resolve("traced.pt").toString()))
                .run();
        return new DjlTraced(folder, ids);
    }

    @Override
    public String name() {
        return "djl-pytorch-traced";
    }

    float[][] logits() {
        try (NDManager scope = model.getNDManager().newSubManager()) {
            NDArray logits = model.getBlock()
                    .forward(parameters, DjlBert.inputs(scope, ids), false)
                    .singletonOrThrow();
            float[] flat = logits.toFloatArray();
            float[][] rows = new float[ids.size()][flat.length / ids.size()];
            for (int i = 0; i < flat.length; i++) {
                rows[i / rows[0].length][i % rows[0].length] = flat[i];
            }
            return rows;
        }
    }

    @Override
    public double milliseconds() {
        return Timed.of(name(), this::logits).milliseconds();
    }

    @Override
    public void close() {
        model.close();
    }
}
