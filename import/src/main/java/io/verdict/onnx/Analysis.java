package io.verdict.onnx;

import io.verdict.onnx.EncoderPlan.ValueRole;
import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.Parameters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From a file to a plan: read, passes, probes, fusions, encoder. No parameter is loaded.
 *
 * @param plan the encoder and where its parameters are
 * @param remainder what the graph computes besides; empty if nothing
 * @param report the report
 */
record Analysis(EncoderPlan plan, Optional<Remainder> remainder, ImportReport report) {
    static Analysis of(OnnxFile file) {
        Graph graph = GraphReader.read(file);
        if (graph.opset() < OnnxImporter.LEAST_OPSET || graph.opset() > OnnxImporter.GREATEST_OPSET) {
            throw graph.error("it uses ONNX opset " + graph.opset() + "; supported are " + OnnxImporter.LEAST_OPSET
                    + " to " + OnnxImporter.GREATEST_OPSET + "; export it again with one of those");
        }
        Map<String, Integer> operators = graph.histogram();
        Set<String> tensors = Set.copyOf(graph.constants().keySet());
        Passes.constants(graph);
        Passes.identities(graph, Probe.run(graph, 2, 7, 1));
        Graph unfused = graph.copy();

        List<Probe> probes = List.of(Probe.run(graph, 2, 7, 1), Probe.run(graph, 3, 5, 2));
        FusionContext context = new FusionContext(graph, probes);
        context.apply(new LayerNormFusion());
        context.apply(new LinearFusion());
        context.apply(new ActivationFusion());
        context.apply(new AttentionFusion());

        EncoderPlan plan = new EncoderReader(context).read();
        Optional<Remainder> remainder = Remainder.of(unfused, plan, context);
        ImportReport report = report(file, unfused, operators, tensors, context, plan, remainder);
        return new Analysis(plan, remainder, report);
    }

    private static ImportReport report(
            OnnxFile file,
            Graph graph,
            Map<String, Integer> operators,
            Set<String> tensors,
            FusionContext context,
            EncoderPlan plan,
            Optional<Remainder> remainder) {
        List<ImportReport.FoundParameter> found = new ArrayList<>();
        plan.parameters().forEach((name, binding) -> found.add(found(name, binding)));
        plan.head().ifPresent(head -> {
            found.add(found(ParameterSpec.CLASSIFIER_WEIGHT, head.weight()));
            found.add(found(ParameterSpec.CLASSIFIER_BIAS, head.bias()));
        });
        Set<String> used = new HashSet<>();
        found.forEach(parameter -> used.add(parameter.tensor()));
        remainder.ifPresent(rest -> used.addAll(rest.tensors()));
        return new ImportReport(
                file.name(),
                (file.model().getProducerName() + " " + file.model().getProducerVersion()).strip(),
                graph.opset(),
                operators,
                context.fused(),
                inputs(graph, plan),
                outputs(graph, plan),
                plan.config(),
                plan.head().map(EncoderPlan.Head::classes),
                found,
                difference(graph, tensors, used, plan),
                remainder.map(rest -> rest.graph().histogram()).orElse(Map.of()),
                plan.notes());
    }

    private static ImportReport.FoundParameter found(String name, ParameterBinding binding) {
        return new ImportReport.FoundParameter(
                name,
                binding.shape(),
                binding.tensor(),
                binding.constant().type().name());
    }

    private static List<ImportReport.Port> inputs(Graph graph, EncoderPlan plan) {
        return graph.inputs().stream()
                .map(input -> new ImportReport.Port(
                        input.name(),
                        Optional.ofNullable(plan.inputs().get(input.name()))
                                .map(role -> words(role.name()))
                                .orElse("not used by the encoder")))
                .toList();
    }

    private static List<ImportReport.Port> outputs(Graph graph, EncoderPlan plan) {
        return graph.outputs().entrySet().stream()
                .map(output -> new ImportReport.Port(
                        output.getKey(),
                        Optional.ofNullable(plan.values().get(output.getValue()))
                                .map(role -> role == ValueRole.INNER_HIDDEN_STATE
                                        ? "hidden state before the last; not imported"
                                        : words(role.name()))
                                .orElse("by the remaining nodes")))
                .toList();
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Where the parameters found differ from what the configuration needs, and which tensors nothing used. */
    private static Parameters.Difference difference(
            Graph graph, Set<String> tensors, Set<String> used, EncoderPlan plan) {
        List<String> missing = new ArrayList<>();
        List<String> misshaped = new ArrayList<>();
        for (ParameterSpec spec : ParameterSpec.encoder(plan.config())) {
            ParameterBinding binding = plan.parameters().get(spec.name());
            if (binding == null) {
                missing.add(spec.name());
            } else if (!binding.shape().equals(spec.shape())) {
                misshaped.add(spec.name() + " is " + binding.shape() + ", expected " + spec.shape());
            }
        }
        Set<String> unused = new LinkedHashSet<>();
        graph.constants().forEach((name, constant) -> {
            if (tensors.contains(name) && constant.type().real() && constant.size() > 1 && !used.contains(name)) {
                unused.add(name + " " + constant.shape());
            }
        });
        return new Parameters.Difference(missing, List.copyOf(unused), misshaped);
    }
}
