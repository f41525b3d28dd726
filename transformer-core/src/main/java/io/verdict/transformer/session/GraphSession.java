package io.verdict.transformer.session;

import io.verdict.transformer.kernel.Kernels;
import io.verdict.transformer.kernel.Workers;
import io.verdict.transformer.op.TransformerOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a graph. The ops are ordered once, and what memory they use is decided once and kept from run to run. Transformer
 * ops are computed by the kernels, ND4J's custom ops by ND4J.
 *
 * <p>One thread at a time. Sessions of one graph share its parameters, which are read as they are at each run.
 */
public final class GraphSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GraphSession.class);

    private final GraphPlan plan;
    private final Kernels kernels;
    private final SlotPlan slots;
    private final Map<String, Slot> inputs = new HashMap<>();
    private final @Nullable INDArray[] values;
    private final @Nullable OpProfile profile = Boolean.getBoolean(OpProfile.PROPERTY) ? new OpProfile() : null;
    private final AtomicBoolean busy = new AtomicBoolean();
    private boolean closed;

    /**
     * A session that computes the given variables of a graph.
     *
     * @throws IllegalArgumentException if the graph has an op that neither the kernels nor ND4J's custom ops compute
     */
    public GraphSession(SameDiff graph, List<String> wanted, Kernels kernels) {
        this.plan = GraphPlan.of(graph, wanted);
        this.kernels = kernels;
        this.slots = new SlotPlan(plan.values());
        this.values = new INDArray[plan.values()];
        for (GraphPlan.Step step : plan.steps()) {
            if (!(step.op() instanceof DynamicCustomOp)) {
                throw new IllegalArgumentException("Op " + step.op().getOwnName() + " ("
                        + step.op().opName() + ") is neither a transformer op nor a custom op of ND4J");
            }
        }
        for (GraphPlan.Source source : plan.sources()) {
            if (!source.placeholder()) {
                values[source.value()] = graph.getArrForVarName(source.name());
            }
        }
    }

    /** An array of this session's memory for a placeholder: fill it and pass it to {@link #run}. */
    public INDArray input(String placeholder, DataType type, long... shape) {
        return inputs.computeIfAbsent(placeholder, name -> new Slot(type)).array(shape);
    }

    /**
     * Computes the wanted variables.
     *
     * @param placeholders an array from {@link #input} for every placeholder
     * @return the wanted variables in their order; they are valid until the next run
     * @throws IllegalStateException if the session is closed, or runs in another thread at this moment
     */
    public List<INDArray> run(Map<String, INDArray> placeholders) {
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("This session is running in another thread; open one session a thread");
        }
        boolean done = false;
        Workers.enter();
        try {
            if (closed) {
                throw new IllegalStateException("This session is closed");
            }
            List<INDArray> results = execute(placeholders);
            slots.decide();
            done = true;
            return results;
        } finally {
            if (!done) {
                slots.close();
            }
            Workers.leave();
            busy.set(false);
        }
    }

    /** The bytes of this session's memory outside the Java heap; parameters are not counted. */
    public long bytes() {
        return slots.bytes() + inputs.values().stream().mapToLong(Slot::bytes).sum();
    }

    /** Frees the memory, results included. Closing twice does no harm. */
    @Override
    public void close() {
        if (profile != null && !closed) {
            LOG.info("Profile of a session:\n{}", profile.table());
        }
        closed = true;
        slots.close();
        inputs.values().forEach(Slot::close);
        Arrays.fill(values, null);
    }

    private List<INDArray> execute(Map<String, INDArray> placeholders) {
        for (GraphPlan.Source source : plan.sources()) {
            if (source.placeholder()) {
                INDArray array = placeholders.get(source.name());
                if (array == null) {
                    throw new IllegalArgumentException("No array for placeholder " + source.name());
                }
                values[source.value()] = array;
            }
        }
        for (GraphPlan.Step step : plan.steps()) {
            List<INDArray> inputs = step.inputs().stream().map(this::value).toList();
            long start = profile == null ? 0 : System.nanoTime();
            List<INDArray> outputs;
            if (step.op() instanceof TransformerOp op) {
                outputs = compute(op, step, inputs);
            } else if (step.op() instanceof AddOp && isSum(inputs)) {
                outputs = List.of(slots.array(
                        step.outputs().get(0), DataType.FLOAT, inputs.get(0).shape()));
                kernels.add(inputs.get(0), inputs.get(1), outputs.get(0));
            } else {
                outputs = computeStock(step, inputs);
            }
            if (profile != null) {
                profile.add(step.op().opName(), System.nanoTime() - start);
            }
            for (int i = 0; i < outputs.size(); i++) {
                values[step.outputs().get(i)] = outputs.get(i);
            }
            for (int dead : step.dead()) {
                slots.release(dead, value(dead));
                values[dead] = null;
            }
        }
        if (profile != null) {
            profile.ran();
        }
        return plan.outputs().stream().map(this::value).toList();
    }

    private List<INDArray> compute(TransformerOp op, GraphPlan.Step step, List<INDArray> inputs) {
        List<INDArray> outputs = new ArrayList<>();
        List<long[]> shapes =
                op.outputShapes(inputs.stream().map(INDArray::shape).toList());
        for (int i = 0; i < step.outputs().size(); i++) {
            outputs.add(slots.array(step.outputs().get(i), DataType.FLOAT, shapes.get(i)));
        }
        op.execute(kernels, inputs, outputs);
        return outputs;
    }

    /** Where several ops use a value, SameDiff adds the gradients up: the one stock op worth a kernel. */
    private static boolean isSum(List<INDArray> inputs) {
        return inputs.size() == 2
                && inputs.get(0).equalShapes(inputs.get(1))
                && inputs.stream().allMatch(input -> input.dataType() == DataType.FLOAT);
    }

    private List<INDArray> computeStock(GraphPlan.Step step, List<INDArray> inputs) {
        DynamicCustomOp op = (DynamicCustomOp) step.op();
        List<INDArray> outputs = new ArrayList<>();
        OpContext context = Nd4j.getExecutioner().buildContext();
        context.setArgs(inputs.toArray(INDArray[]::new), op.iArgs(), op.dArgs(), op.tArgs(), op.bArgs());
        List<LongShapeDescriptor> shapes = op.calculateOutputShape(context);
        for (int i = 0; i < shapes.size(); i++) {
            outputs.add(slots.array(
                    step.outputs().get(i),
                    shapes.get(i).dataType(),
                    shapes.get(i).getShape()));
        }
        context.setOutputArrays(outputs);
        Nd4j.exec(op, context);
        // Not closed: a context's native part is freed by ND4J's deallocator, and closing it declares any exception.
        context.purge();
        return outputs;
    }

    private INDArray value(int number) {
        INDArray array = values[number];
        if (array == null) {
            throw new IllegalStateException("Value " + number + " of the graph is not there");
        }
        return array;
    }
}
