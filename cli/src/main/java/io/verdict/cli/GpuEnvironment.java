package io.verdict.cli;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What this machine has for a CUDA backend, so far as that can be seen without loading any of it.
 *
 * @param library the driver's library {@code libcuda.so.1}
 * @param folders where it was looked for
 * @param driver the kernel driver's version line
 * @param devices the device files
 * @param gpus the GPUs that {@code nvidia-smi} lists; empty if it cannot be run
 */
record GpuEnvironment(
        Optional<Path> library, List<Path> folders, Optional<String> driver, List<Path> devices, List<Gpu> gpus) {
    /** ND4J 1.0.0-M2.1 for CUDA 11.6 holds machine code for 3.7 to 8.6, which runs up to 8.9, and no PTX for more. */
    private static final double OLDEST = 3.7;

    private static final double NEWEST = 8.9;
    private static final String LIBRARY = "libcuda.so.1";
    private static final Pattern GPU_LINE = Pattern.compile("(.+), (\\d+\\.\\d+)");
    private static final List<String> FOLDERS = List.of(
            "/usr/lib/x86_64-linux-gnu",
            "/lib/x86_64-linux-gnu",
            "/usr/lib64",
            "/usr/lib",
            "/usr/local/lib",
            "/usr/local/nvidia/lib64",
            "/usr/local/cuda/lib64",
            "/usr/lib/wsl/lib");

    GpuEnvironment {
        folders = List.copyOf(folders);
        devices = List.copyOf(devices);
        gpus = List.copyOf(gpus);
    }

    /** A GPU with its compute capability. */
    record Gpu(String name, double capability) {
        boolean isServed() {
            return capability >= OLDEST && capability <= NEWEST;
        }

        @Override
        public String toString() {
            return name + " (compute capability " + capability + ")";
        }
    }

    /** Looks at this machine. */
    static GpuEnvironment ofMachine() {
        return under(Path.of("/"), Optional.ofNullable(System.getenv("LD_LIBRARY_PATH")), nvidiaSmi());
    }

    /**
     * Looks at a file system.
     *
     * @param root where {@code /usr}, {@code /dev} and {@code /proc} are
     * @param libraryPath the value of {@code LD_LIBRARY_PATH}
     * @param listing the output of {@code nvidia-smi --query-gpu=name,compute_cap --format=csv,noheader}
     */
    static GpuEnvironment under(Path root, Optional<String> libraryPath, String listing) {
        List<Path> folders = Stream.concat(
                        libraryPath.stream()
                                .flatMap(path -> Stream.of(path.split(":")))
                                .filter(folder -> !folder.isEmpty())
                                .map(Path::of),
                        FOLDERS.stream().map(folder -> root.resolve(folder.substring(1))))
                .distinct()
                .toList();
        Optional<Path> library = folders.stream()
                .map(folder -> folder.resolve(LIBRARY))
                .filter(Files::exists)
                .findFirst();
        return new GpuEnvironment(
                library,
                folders,
                driver(root.resolve("proc/driver/nvidia/version")),
                devices(root.resolve("dev")),
                gpus(listing));
    }

    /**
     * Checks that the CUDA backend can start.
     *
     * @throws VerdictException if not; the message says what was looked for, what was found, and how to go on
     */
    void requireUsable() {
        boolean driven = library.isPresent() && (driver.isPresent() || !devices.isEmpty() || !gpus.isEmpty());
        boolean served = gpus.isEmpty() || gpus.stream().anyMatch(Gpu::isServed);
        if (!driven || !served) {
            throw unusable(
                    driven
                            ? "No GPU here is one that ND4J's CUDA 11.6 binaries can serve: they hold machine code for"
                                    + " compute capability " + OLDEST + " to " + NEWEST + " and nothing newer GPUs"
                                    + " (such as Hopper, 9.0) could translate."
                            : "This is the CUDA build of Verdict, and there is no usable NVIDIA GPU.");
        }
    }

    /** The message about a backend that cannot start. */
    VerdictException unusable(String problem) {
        return new VerdictException(problem + "\n" + describe()
                + "To run on the CPU, call ./verdict without VERDICT_BACKEND=cuda, or build without -Pcuda.\n"
                + "What a GPU needs is in docs/how-to/run-on-a-gpu.md.");
    }

    private String describe() {
        return "  driver library  "
                + library.map(file -> "found " + file)
                        .orElse("not found: " + LIBRARY + " in "
                                + String.join(
                                        ", ",
                                        folders.stream().map(Path::toString).toList()))
                + "\n  kernel driver   "
                + driver.map(line -> "found " + line).orElse("not found: /proc/driver/nvidia/version")
                + "\n  devices         "
                + (devices.isEmpty() ? "not found: /dev/nvidia0 ..." : "found " + devices)
                + "\n  GPUs            "
                + (gpus.isEmpty() ? "none listed by nvidia-smi" : "found " + gpus)
                + "\n";
    }

    private static Optional<String> driver(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<Path> devices(Path folder) {
        List<Path> devices = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "nvidia[0-9]*")) {
            entries.forEach(devices::add);
        } catch (IOException e) {
            return List.of();
        }
        return devices.stream().sorted().toList();
    }

    private static List<Gpu> gpus(String listing) {
        return listing.lines()
                .map(GPU_LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Gpu(line.group(1), Double.parseDouble(line.group(2))))
                .toList();
    }

    private static String nvidiaSmi() {
        try {
            Process process = new ProcessBuilder("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
