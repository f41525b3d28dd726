package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuEnvironmentTest {
    @TempDir
    Path root;

    @Test
    void anEmptyMachineIsToldWhatWasLookedFor() {
        GpuEnvironment machine = GpuEnvironment.under(root, Optional.of("/opt/own/lib"), "");
        assertThatThrownBy(machine::requireUsable)
                .isInstanceOf(VerdictException.class)
                .hasMessageStartingWith("This is the CUDA build of Verdict, and there is no usable NVIDIA GPU.\n")
                .hasMessageContaining("not found: libcuda.so.1 in /opt/own/lib, " + root.resolve("usr/lib"))
                .hasMessageContaining("kernel driver   not found: /proc/driver/nvidia/version")
                .hasMessageContaining("devices         not found: /dev/nvidia0")
                .hasMessageContaining("GPUs            none listed by nvidia-smi")
                .hasMessageContaining("To run on the CPU, call ./verdict without VERDICT_BACKEND=cuda");
    }

    @Test
    void aLibraryWithoutADeviceIsNotEnough() throws IOException {
        library();
        assertThatThrownBy(GpuEnvironment.under(root, Optional.empty(), "")::requireUsable)
                .hasMessageContaining("driver library  found " + root.resolve("usr/lib64/libcuda.so.1"))
                .hasMessageContaining("no usable NVIDIA GPU");
    }

    @Test
    void aDriverWithAServedGpuIsUsable() throws IOException {
        driver();
        assertThatCode(GpuEnvironment.under(root, Optional.empty(), "NVIDIA A100-SXM4-40GB, 8.0\n")::requireUsable)
                .doesNotThrowAnyException();
        assertThatCode(GpuEnvironment.under(root, Optional.empty(), "NVIDIA L4, 8.9\n")::requireUsable)
                .doesNotThrowAnyException();
        assertThatCode(GpuEnvironment.under(root, Optional.empty(), "")::requireUsable)
                .as("nvidia-smi may be missing")
                .doesNotThrowAnyException();
    }

    @Test
    void gpusThatAreTooNewOrTooOldAreNamed() throws IOException {
        driver();
        assertThatThrownBy(GpuEnvironment.under(root, Optional.empty(), "NVIDIA H100 80GB HBM3, 9.0\n")::requireUsable)
                .hasMessageContaining("compute capability 3.7 to 8.9")
                .hasMessageContaining("found [NVIDIA H100 80GB HBM3 (compute capability 9.0)]")
                .hasMessageContaining("found NVRM version: 550");
        assertThatThrownBy(GpuEnvironment.under(root, Optional.empty(), "Quadro K2000, 3.0\n")::requireUsable)
                .hasMessageContaining("Quadro K2000");
    }

    private void library() throws IOException {
        Files.createDirectories(root.resolve("usr/lib64"));
        Files.createFile(root.resolve("usr/lib64/libcuda.so.1"));
    }

    private void driver() throws IOException {
        library();
        Files.createDirectories(root.resolve("proc/driver/nvidia"));
        Files.writeString(root.resolve("proc/driver/nvidia/version"), "NVRM version: 550.54\nGCC\n");
        Files.createDirectories(root.resolve("dev"));
        Files.createFile(root.resolve("dev/nvidia0"));
    }
}
