package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How the script {@code verdict} starts the JVM: the archive of classes, the module for vectors and its warning. */
@DisabledOnOs(OS.WINDOWS)
class LauncherStartTest {
    private static final String WARNING = "WARNING: Using incubator modules: jdk.incubator.vector\n";
    private static final String MODULE = "\n--add-modules=jdk.incubator.vector\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path temporary;

    private LauncherSandbox sandbox = new LauncherSandbox(Path.of("."));

    @BeforeEach
    void makeRepository() throws IOException {
        sandbox = LauncherSandbox.in(temporary);
    }

    @Test
    void makesTheArchiveOnceABuildAndUsesIt() throws Exception {
        sandbox.run("x");
        sandbox.run("x");
        assertThat(sandbox.rehearsals()).isEqualTo(1);
        Path archive = sandbox.repository().resolve("cli/target/lib/cpu/classes.jsa");
        assertThat(archive).hasContent("archive");
        assertThat(sandbox.lastUseOfJava()).contains("\n-XX:SharedArchiveFile=" + archive + "\n");
    }

    @Test
    void makesAnotherArchiveForAnotherJava() throws Exception {
        sandbox.run("x");
        sandbox.replaceJava();
        sandbox.remove("vector");
        LauncherSandbox.Outcome outcome = sandbox.run("x");
        assertThat(outcome.code()).isZero();
        assertThat(sandbox.rehearsals()).isEqualTo(2);
        assertThat(sandbox.builds()).isEqualTo(1);
        assertThat(sandbox.lastUseOfJava()).doesNotContain(MODULE);
    }

    @Test
    void makesTheArchiveAgainWhenItWasCut() throws Exception {
        sandbox.run("x");
        Path archive = sandbox.repository().resolve("cli/target/lib/cpu/classes.jsa");
        Files.writeString(archive, "arch");
        assertThat(sandbox.run("x").code()).isZero();
        assertThat(archive).hasContent("archive");
        Files.delete(archive);
        assertThat(sandbox.run("x").code()).isZero();
        assertThat(archive).hasContent("archive");
        assertThat(sandbox.builds()).isEqualTo(1);
    }

    @Test
    void checksTheVersionOfAnotherJavaInTheSamePlace() throws Exception {
        sandbox.run("x");
        sandbox.javaVersion("11.0.2");
        sandbox.replaceJava();
        assertThat(sandbox.run("x").err()).contains("is version 11; Verdict needs a JDK, version 17 or newer");
    }

    @Test
    void startsWithoutAnArchiveWhereNoneCanBeMade() throws Exception {
        sandbox.remove("archive");
        assertThat(sandbox.run("x").code()).isZero();
        assertThat(sandbox.run("x").code()).isZero();
        assertThat(sandbox.rehearsals()).as("tried once").isEqualTo(1);
        assertThat(sandbox.lastUseOfJava()).doesNotContain("SharedArchiveFile");
    }

    @Test
    void asksForVectorsWhereTheRuntimeHasThem() throws Exception {
        sandbox.run("x");
        assertThat(sandbox.lastUseOfJava()).contains(MODULE);
    }

    @Test
    void doesWithoutVectorsWhereTheRuntimeLacksThem() throws Exception {
        sandbox.remove("vector");
        assertThat(sandbox.run("complain").err()).endsWith("from a library\nfrom verdict\rwithout an end");
        assertThat(sandbox.lastUseOfJava()).doesNotContain(MODULE).doesNotContain("-Dverdict.stderr");
    }

    @Test
    void hidesTheWarningOfTheModuleAndNothingElse() throws Exception {
        sandbox.run("x");
        LauncherSandbox.Running running = sandbox.start("complain");
        assertThat(running.outcome().err())
                .as("is there when the process ends")
                .contains("from verdict\rwithout an end");
        // What a library writes by itself may come a moment later.
        String err = await(running.err(), text -> text.contains("library\n"));
        assertThat(err)
                .hasSize("from a library\nfrom verdict\rwithout an end".length())
                .doesNotContain(WARNING);
    }

    @Test
    void signalsReachTheProgram() throws Exception {
        sandbox.run("x");
        LauncherSandbox.Running running = sandbox.start("wait");
        await(running.err(), text -> text.contains("ready\n"));
        assertThat(sandbox.lastUseOfJava()).contains("PID=" + running.process().pid() + "\n");
        running.process().destroy();
        LauncherSandbox.Outcome outcome = running.outcome();
        assertThat(outcome.code()).isEqualTo(9);
        assertThat(outcome.err()).isEqualTo("ready\ninterrupted\n");
    }

    private static String await(Path file, Predicate<String> wanted) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        String text = Files.readString(file);
        while (!wanted.test(text) && Instant.now().isBefore(end)) {
            Thread.sleep(20);
            text = Files.readString(file);
        }
        return text;
    }
}
