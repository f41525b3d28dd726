package io.verdict.onnx;

import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.Parameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found in an ONNX file and what was made of it.
 *
 * @param file the file's name
 * @param producer who wrote it, e.g. {@code pytorch 2.7.1}
 * @param opset the version of ONNX's operator set
 * @param operators the operators read, with counts, most frequent first
 * @param fusions the patterns recognised, with counts
 * @param inputs the graph's inputs
 * @param outputs the graph's outputs
 * @param config the encoder's sizes, derived from the graph
 * @param classes the classification head's outputs; empty if there is no head
 * @param found the parameters, in the model's order
 * @param difference parameters missing, tensors that nothing used, and parameters of a wrong shape
 * @param remaining operators around the encoder that samediff-import-onnx has to map, with counts
 * @param notes what else a reader should know
 */
public record ImportReport(
        String file,
        String producer,
        long opset,
        Map<String, Integer> operators,
        Map<String, Integer> fusions,
        List<Port> inputs,
        List<Port> outputs,
        EncoderConfig config,
        Optional<Integer> classes,
        List<FoundParameter> found,
        Parameters.Difference difference,
        Map<String, Integer> remaining,
        List<String> notes) {

    public ImportReport {
        operators = Collections.unmodifiableMap(new LinkedHashMap<>(operators));
        fusions = Collections.unmodifiableMap(new LinkedHashMap<>(fusions));
        remaining = Collections.unmodifiableMap(new LinkedHashMap<>(remaining));
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        found = List.copyOf(found);
        notes = List.copyOf(notes);
    }

    /**
     * An input or output of the graph.
     *
     * @param role what it is, e.g. {@code token ids}
     */
    public record Port(String name, String role) {}

    /**
     * A parameter.
     *
     * @param name HuggingFace's name
     * @param shape its shape in the encoder
     * @param tensor the tensor's name in the file; empty if the numbers follow from the graph
     * @param type the element type in the file
     */
    public record FoundParameter(String name, List<Long> shape, String tensor, String type) {
        public FoundParameter {
            shape = List.copyOf(shape);
        }
    }

    /** The report as lines of text. */
    public String toText() {
        return ReportText.of(this);
    }
}
