package io.verdict.transformer.op;

import io.verdict.transformer.kernel.DropoutDraw;
import io.verdict.transformer.kernel.Kernels;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * An op that is computed in Java. Its settings live in the integer and floating-point arguments of the base class, which
 * SameDiff copies and saves; a subclass has a constructor without arguments for loading.
 */
public abstract class TransformerOp extends DynamicCustomOp {
    /** For loading; the arguments are set afterwards. */
    protected TransformerOp() {}

    protected TransformerOp(SameDiff graph, SDVariable... inputs) {
        super(null, graph, inputs);
    }

    /** The inputs that are there, in order. */
    protected static SDVariable[] present(@Nullable SDVariable... inputs) {
        return Arrays.stream(inputs).filter(Objects::nonNull).toArray(SDVariable[]::new);
    }

    /** The name in a saved graph, the same for every instance. */
    @Override
    public abstract String opName();

    /** The outputs' shapes for inputs of these shapes; all outputs are float32. */
    public abstract List<long[]> outputShapes(List<long[]> inputShapes);

    /** How many outputs {@link #execute} must be given; the others only where somebody reads them. */
    public int neededOutputs() {
        return getNumOutputs();
    }

    /** Computes the outputs that are given, which have the shapes that {@link #outputShapes} said. */
    public abstract void execute(Kernels kernels, List<INDArray> inputs, List<INDArray> outputs);

    /** The only output's variable, with this name in the graph. */
    public SDVariable output(String name) {
        return outputVariables()[0].rename(name);
    }

    /** Which values the dropout with the id of integer argument {@code argument} drops in this step. */
    protected DropoutDraw draw(int argument, double rate, List<INDArray> inputs) {
        if (rate == 0) {
            return DropoutDraw.NONE;
        }
        INDArray state = inputs.get(inputs.size() - 1);
        return DropoutDraw.of(state.getLong(0), state.getLong(1), getIArgument(argument), (float) rate);
    }

    @Override
    public int getNumOutputs() {
        return 1;
    }

    @Override
    public List<DataType> calculateOutputDataTypes(List<DataType> inputTypes) {
        return Collections.nCopies(getNumOutputs(), DataType.FLOAT);
    }

    @Override
    public List<LongShapeDescriptor> calculateOutputShape(OpContext context) {
        return outputShapes(
                        context.getInputArrays().stream().map(INDArray::shape).toList())
                .stream()
                .map(shape -> LongShapeDescriptor.fromShape(shape, DataType.FLOAT))
                .toList();
    }

    @Override
    public void assertValidForExecution() {
        // The native library has no descriptor of this op to check against.
    }

    @Override
    public Map<String, Object> propertiesForFunction() {
        return Collections.emptyMap();
    }

    @Override
    public void setPropertiesForFunction(Map<String, Object> properties) {
        // The settings are in the arguments.
    }

    @Override
    public void configureFromArguments() {
        // The settings are read from the arguments where they are used.
    }
}
