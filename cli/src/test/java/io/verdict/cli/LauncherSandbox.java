package io.verdict.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder "my repository" with a copy of the launcher and empty modules, and a folder {@code bin} that is all of the
 * PATH: the tools that the launcher may use, a java that writes down how it is called and prints its arguments,
 * and a Maven that makes an empty jar.
 */
record LauncherSandbox(Path folder) {
    private static final List<String> TOOLS = List.of(
            "bash", "dirname", "ls", "sed", "head", "tail", "find", "mkdir", "cat", "mv", "rm", "sleep", "cp", "awk",
            "uname", "tput");
    private static final String JAVA = """
            #!/bin/bash
            here=$(dirname "$0")
            if [ "$1" = -version ]; then
                echo "openjdk version \\"$(cat "$here/java.version")\\" 2025-04-15" >&2
                exit
            fi
            if [ "$1" = --list-modules ]; then
                echo java.base@17
                [ -e "$here/no.vector" ] || echo jdk.incubator.vector@17
                exit
            fi
            if [ "${!#}" = io.verdict.cli.Rehearsal ]; then
                printf '%s\\n' "$@" >>"$here/rehearsals"
                [ ! -e "$here/no.archive" ] || exit 1
                for option in "$@"; do
                    case $option in -XX:ArchiveClassesAtExit=*) echo archive >"${option#*=}" ;; esac
                done
                exit
            fi
            for option in "$@"; do
                case $option in
                    --add-modules=*) echo "WARNING: Using incubator modules: ${option#*=}" >&2 ;;
                    -Dverdict.stderr=*) err=${option#*=} ;;
                esac
            done
            { echo "PWD=$PWD"; echo "PID=$$"; printf '%s\\n' "$@"; } >"$here/java.use"
            while [ "$1" != io.verdict.cli.Main ]; do shift; done
            shift
            printf '<%s>' "$@"
            echo
            case $1 in
                exit-*) exit "${1#exit-}" ;;
                complain)
                    echo "from a library" >&2
                    printf 'from verdict\\rwithout an end' >&"${err:-2}" ;;
                wait) trap 'echo interrupted >&"${err:-2}"; exit 9' TERM; echo ready >&"${err:-2}"; sleep 60 & wait ;;
            esac
            """;
    private static final String MAVEN = """
            #!/bin/bash
            here=$(dirname "$0")
            echo build >>"$here/builds"
            [ ! -e "$here/slow" ] || sleep 1
            if [ -e "$here/broken" ]; then echo "[ERROR] cannot find symbol"; exit 1; fi
            mkdir -p cli/target
            echo jar >cli/target/verdict-cli-0.jar
            for option in "$@"; do
                case $option in
                    -Dverdict.lib=*) lib=${option#*=} ;;
                    -P*onnxruntime*) extra=onnxruntime-1.jar ;;
                esac
            done
            [ -z "$extra" ] || echo jar >"$lib/$extra"
            """;

    /** How a run ended. */
    record Outcome(int code, String out, String err) {}

    /** A run that goes on. */
    record Running(Process process, Path out, Path err) {
        Outcome outcome() throws IOException, InterruptedException {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running after a minute; standard error: " + Files.readString(err));
            }
            return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        }
    }

    static LauncherSandbox in(Path folder) throws IOException {
        LauncherSandbox sandbox = new LauncherSandbox(folder.toRealPath());
        Files.createDirectories(sandbox.bin());
        for (String tool : TOOLS) {
            for (Path file : List.of(Path.of("/usr/bin", tool), Path.of("/bin", tool))) {
                if (Files.isExecutable(file)) {
                    sandbox.program(tool, "#!/bin/sh\nexec " + file + " \"$@\"\n");
                }
            }
        }
        sandbox.program("java", JAVA);
        sandbox.program("mvn", MAVEN);
        sandbox.javaVersion("17.0.15");
        for (String module : List.of("tokenizer", "transformer-core", "import", "trainer", "export", "cli")) {
            Files.createDirectories(sandbox.repository().resolve(module).resolve("src/main"));
            Files.writeString(sandbox.repository().resolve(module).resolve("pom.xml"), "");
        }
        Files.createDirectories(sandbox.repository().resolve(".mvn"));
        Files.writeString(sandbox.repository().resolve("pom.xml"), "");
        Files.copy(original(), sandbox.script(), StandardCopyOption.COPY_ATTRIBUTES);
        return sandbox;
    }

    private static Path original() {
        // Tests run in the module's folder.
        return Path.of("..", "verdict").toAbsolutePath().normalize();
    }

    Path repository() {
        return folder.resolve("my repository");
    }

    Path script() {
        return repository().resolve("verdict");
    }

    private Path bin() {
        return folder.resolve("bin");
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).outcome();
    }

    Outcome runIn(Path workingDirectory, Path script, String... arguments) throws IOException, InterruptedException {
        return start(workingDirectory, script, arguments).outcome();
    }

    Running start(String... arguments) throws IOException {
        return start(folder, script(), arguments);
    }

    private Running start(Path workingDirectory, Path script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin().toString());
        builder.environment().putAll(environment());
        Process process = builder.start();
        process.getOutputStream().close();
        return new Running(process, out, err);
    }

    private Map<String, String> environment() throws IOException {
        Map<String, String> variables = new TreeMap<>();
        Path file = bin().resolve("environment");
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                variables.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return variables;
    }

    /** Sets a variable for the runs that follow. */
    void environment(String name, String value) throws IOException {
        Files.writeString(bin().resolve("environment"), name + "=" + value + "\n");
    }

    int builds() throws IOException {
        Path file = bin().resolve("builds");
        if (!Files.exists(file)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return Math.toIntExact(lines.count());
        }
    }

    void failBuilds() throws IOException {
        Files.createFile(bin().resolve("broken"));
    }

    void mendBuilds() throws IOException {
        Files.delete(bin().resolve("broken"));
    }

    void slowBuilds() throws IOException {
        Files.createFile(bin().resolve("slow"));
    }

    void removeMaven() throws IOException {
        Files.delete(bin().resolve("mvn"));
    }

    void javaVersion(String version) throws IOException {
        Files.writeString(bin().resolve("java.version"), version);
    }

    /** Takes a module or an ability from the java. */
    void remove(String what) throws IOException {
        Files.createFile(bin().resolve("no." + what));
    }

    /** Puts another java in the place of this one. */
    void replaceJava() throws IOException {
        program("java", JAVA + "# newer\n");
    }

    /** How often the archive of classes was made. */
    int rehearsals() throws IOException {
        Path file = bin().resolve("rehearsals");
        return Files.exists(file)
                ? (int) Files.readAllLines(file).stream()
                        .filter(line -> line.endsWith("Rehearsal"))
                        .count()
                : 0;
    }

    /** The working directory and the arguments of the last call of java, a line each. */
    String lastUseOfJava() throws IOException {
        return Files.readString(bin().resolve("java.use"), StandardCharsets.UTF_8);
    }

    private void program(String name, String text) throws IOException {
        Path file = bin().resolve(name);
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }
}
