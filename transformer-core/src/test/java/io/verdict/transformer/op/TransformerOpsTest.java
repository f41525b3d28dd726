package io.verdict.transformer.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TransformerOpsTest {
    @Test
    void namesAreDifferent() {
        assertThat(TransformerOps.all().stream().map(TransformerOp::opName).collect(Collectors.toSet()))
                .hasSameSizeAs(TransformerOps.all());
    }

    /** SameDiff makes ops by reflection when it copies or loads a graph. */
    @Test
    void everyOpHasAPublicConstructorWithoutArguments() throws ReflectiveOperationException {
        for (TransformerOp op : TransformerOps.all()) {
            assertThat(op.getClass().getDeclaredConstructor().getModifiers() & Modifier.PUBLIC)
                    .isNotZero();
        }
    }
}
