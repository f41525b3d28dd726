package io.verdict.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.transformer.VerdictException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Damaged models give a {@link VerdictException} or a model, nothing else, and soon. */
class FuzzTest {
    private static final List<String> MODELS = List.of(
            "torch2_opset17.onnx",
            "torch1_opset11.onnx",
            "torch2_opset17_sdpa_no_type_ids.onnx",
            "dynamo_opset18_sdpa.onnx");
    private static final int ROUNDS = 400;

    @Test
    void flippedBytes() {
        run((random, model) -> {
            // Most of a file is tensors, where a flip does no harm: aim at the structure too, which comes first.
            int flips = 1 + random.nextInt(8);
            int reach = random.nextBoolean() ? model.length : model.length / 4;
            for (int i = 0; i < flips; i++) {
                model[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
            }
            return model;
        });
    }

    @Test
    void truncations() {
        run((random, model) -> Arrays.copyOf(model, random.nextInt(model.length)));
    }

    @Test
    void movedBlocks() {
        run((random, model) -> {
            int length = 1 + random.nextInt(64);
            int from = random.nextInt(model.length - length);
            int to = random.nextInt(model.length - length);
            System.arraycopy(model, from, model, to, length);
            return model;
        });
    }

    @FunctionalInterface
    private interface Damage {
        byte[] apply(Random random, byte[] model);
    }

    private static void run(Damage damage) {
        Random random = new Random(20);
        int failed = 0;
        for (String name : MODELS) {
            byte[] model = Fixture.named(name).bytes();
            for (int round = 0; round < ROUNDS; round++) {
                byte[] damaged = damage.apply(random, model.clone());
                failed += Assertions.assertTimeout(
                        Duration.ofSeconds(10), () -> fails(damaged) ? 1 : 0, name + ", round " + round);
            }
        }
        assertThat(failed).as("damages that were noticed").isGreaterThan(MODELS.size() * ROUNDS / 10);
    }

    private static boolean fails(byte[] model) {
        try {
            Analysis.of(OnnxFile.parse("fuzzed", null, ByteBuffer.wrap(model)));
            return false;
        } catch (VerdictException e) {
            assertThat(e).hasMessageStartingWith("fuzzed");
            return true;
        }
    }
}
