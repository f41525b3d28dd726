package io.verdict.trainer.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import org.junit.jupiter.api.Test;

class LogFormatTest {
    @Test
    void isFoundByNameInAnyCase() {
        assertThat(LogFormat.available()).containsExactly("tensorboard", "csv", "jsonl");
        assertThat(LogFormat.fromId("TensorBoard")).isEqualTo(LogFormat.TENSORBOARD);
    }

    @Test
    void anUnknownOneIsAnErrorThatListsTheValidNames() {
        assertThatThrownBy(() -> LogFormat.fromId("json"))
                .isInstanceOf(VerdictException.class)
                .hasMessage("Unknown logger \"json\"; supported: tensorboard, csv, jsonl. Did you mean \"jsonl\"?");
    }
}
