package io.verdict.transformer;

import io.verdict.transformer.kernel.Kernels;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Kernels that look at every number they read and write, and stop at the first that is not finite. Slow: each array is
 * gone through once more for each kernel that has it.
 */
final class CheckedKernels implements InvocationHandler {
    private static final Set<String> UNCHECKED =
            Set.of("name", "sumOfSquares", "adam", "update", "adafactor", "forFixedParameters");

    private final Kernels kernels;
    private final Map<Long, String> parameters = new HashMap<>();
    private String place = "the first op";

    private CheckedKernels(Kernels kernels, Parameters parameters) {
        this.kernels = kernels;
        parameters.names().forEach(name -> this.parameters.put(address(parameters.get(name)), name));
    }

    /**
     * The same kernels, checked.
     *
     * @param parameters the model's, for their names in messages
     */
    static Kernels of(Kernels kernels, Parameters parameters) {
        return (Kernels) Proxy.newProxyInstance(
                Kernels.class.getClassLoader(),
                new Class<?>[] {Kernels.class},
                new CheckedKernels(kernels, parameters));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (arguments == null || UNCHECKED.contains(method.getName())) {
            return call(method, arguments);
        }
        String op = method.getName();
        for (Object argument : arguments) {
            String name = argument instanceof INDArray array ? parameters.get(address(array)) : null;
            if (name != null && argument instanceof INDArray array) {
                if (!isFinite(array)) {
                    throw new VerdictException("The parameter " + name + " is not finite; the op " + op + " reads it");
                }
                place = name;
            }
        }
        Object result = call(method, arguments);
        for (Object argument : arguments) {
            if (argument instanceof INDArray array && !isFinite(array)) {
                throw new VerdictException("The first numbers that are not finite came out of the op " + op + " at "
                        + place + "; all that it read was finite. Try a lower learning rate, or clip the gradients");
            }
        }
        return result;
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(kernels, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private boolean isFinite(INDArray array) {
        return array.dataType() != DataType.FLOAT || Double.isFinite(kernels.sumOfSquares(array));
    }

    private static long address(INDArray array) {
        return array.data().address() + array.offset() * Float.BYTES;
    }
}
