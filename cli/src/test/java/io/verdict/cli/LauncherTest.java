package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script {@code verdict} in a repository of its own, with a java and a Maven that only write down their use. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    @TempDir
    Path temporary;

    private LauncherSandbox sandbox = new LauncherSandbox(Path.of("."));

    @BeforeEach
    void makeRepository() throws IOException {
        sandbox = LauncherSandbox.in(temporary);
    }

    @Test
    void buildsOnFirstUseOnlyAndSaysSo() throws Exception {
        LauncherSandbox.Outcome first = sandbox.run("backbones");
        assertThat(first.code()).isZero();
        assertThat(first.err()).startsWith("verdict: building (first use").hasLineCount(1);
        assertThat(sandbox.builds()).isEqualTo(1);
        LauncherSandbox.Outcome second = sandbox.run("backbones");
        assertThat(second.err()).isEmpty();
        assertThat(sandbox.builds()).isEqualTo(1);
    }

    @Test
    void passesArgumentsAsTheyAre() throws Exception {
        LauncherSandbox.Outcome outcome = sandbox.run("predict", "", "two  words", "*", "$HOME", "a\nb", "\"'\\", "-x");
        assertThat(outcome.out()).isEqualTo("<predict><><two  words><*><$HOME><a\nb><\"'\\><-x>\n");
    }

    @Test
    void keepsTheWorkingDirectoryAndFindsItsOwnThroughLinks() throws Exception {
        Path elsewhere = Files.createDirectories(temporary.resolve("some where/else"));
        Path absolute = Files.createSymbolicLink(elsewhere.resolve("absolute link"), sandbox.script());
        Files.createSymbolicLink(elsewhere.resolve("relative"), Path.of("absolute link"));
        assertThat(absolute).exists();
        LauncherSandbox.Outcome outcome = sandbox.runIn(elsewhere, elsewhere.resolve("relative"), "x");
        assertThat(outcome.code()).isZero();
        assertThat(sandbox.lastUseOfJava()).contains("PWD=" + elsewhere.toRealPath());
        assertThat(sandbox.lastUseOfJava()).contains("-Dverdict.home=" + sandbox.repository());
    }

    @Test
    void exitsWithTheProgramsCode() throws Exception {
        assertThat(sandbox.run("exit-2").code()).isEqualTo(2);
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        sandbox.run("x");
        Path source = sandbox.repository().resolve("trainer/src/main/java/Some.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "class Some {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        assertThat(sandbox.run("x").err()).isEqualTo("verdict: building (sources have changed) ...\n");
        assertThat(sandbox.builds()).isEqualTo(2);
    }

    @Test
    void onnxRuntimeIsThereOnceItWasAskedFor() throws Exception {
        sandbox.run("x");
        assertThat(sandbox.lastUseOfJava()).doesNotContain("onnxruntime-1.jar");
        sandbox.environment("VERDICT_ONNXRUNTIME", "yes");
        assertThat(sandbox.run("x").err()).isEqualTo("verdict: building (ONNX Runtime: yes) ...\n");
        assertThat(sandbox.lastUseOfJava()).contains("onnxruntime-1.jar");
        sandbox.environment("VERDICT_ONNXRUNTIME", "");
        assertThat(sandbox.run("x").err()).isEmpty();
        assertThat(sandbox.lastUseOfJava()).contains("onnxruntime-1.jar");
        assertThat(sandbox.builds()).isEqualTo(2);
        sandbox.environment("VERDICT_ONNXRUNTIME", "no");
        assertThat(sandbox.run("x").code()).isZero();
        assertThat(sandbox.lastUseOfJava()).doesNotContain("onnxruntime-1.jar");
        sandbox.environment("VERDICT_ONNXRUNTIME", "perhaps");
        assertThat(sandbox.run("x").err())
                .isEqualTo("verdict: VERDICT_ONNXRUNTIME is \"perhaps\"; it may be yes or no\n");
    }

    @Test
    void showsTheEndOfTheLogWhenTheBuildFails() throws Exception {
        sandbox.failBuilds();
        LauncherSandbox.Outcome outcome = sandbox.run("x");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("[ERROR] cannot find symbol")
                .contains("verdict: the build has failed; the whole log is "
                        + sandbox.repository().resolve("target/verdict-build.log"));
        sandbox.mendBuilds();
        assertThat(sandbox.run("x").code()).isZero();
    }

    @Test
    void twoFirstUsesAtTheSameTimeBuildOnce() throws Exception {
        sandbox.slowBuilds();
        List<LauncherSandbox.Running> both = List.of(sandbox.start("one"), sandbox.start("two"));
        for (LauncherSandbox.Running one : both) {
            assertThat(one.outcome().code()).isZero();
        }
        assertThat(sandbox.builds()).isEqualTo(1);
    }

    @Test
    void takesOverTheLockOfAProcessThatIsGone() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path lock = Files.createDirectories(sandbox.repository().resolve("target/verdict-build"));
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");
        assertThat(sandbox.run("x").code()).isZero();
        assertThat(lock).doesNotExist();
    }

    @Test
    void takesOverALockThatWasNeverFinished() throws Exception {
        Path lock = Files.createDirectories(sandbox.repository().resolve("target/verdict-build"));
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(150)));
        assertThat(sandbox.run("x").code()).isZero();
        assertThat(lock).doesNotExist();
    }

    @Test
    void refusesAnOldJava() throws Exception {
        sandbox.javaVersion("1.8.0_392");
        assertThat(sandbox.run("x").err()).contains("is version 8; Verdict needs a JDK, version 17 or newer");
        sandbox.javaVersion("11.0.2");
        assertThat(sandbox.run("x").err()).contains("is version 11; Verdict needs a JDK, version 17 or newer");
        assertThat(sandbox.builds()).isZero();
        sandbox.javaVersion("26");
        assertThat(sandbox.run("x").code()).isZero();
    }

    @Test
    void refusesAJavaHomeWithoutJava() throws Exception {
        sandbox.environment("JAVA_HOME", temporary.resolve("nothing").toString());
        LauncherSandbox.Outcome outcome = sandbox.run("x");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .isEqualTo(
                        "verdict: JAVA_HOME is " + temporary.resolve("nothing") + ", but there is no bin/java in it\n");
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        sandbox.removeMaven();
        assertThat(sandbox.run("x").err()).contains("mvn is not on the PATH; install Apache Maven");
    }

    @Test
    void refusesAnUnknownBackend() throws Exception {
        sandbox.environment("VERDICT_BACKEND", "tpu");
        assertThat(sandbox.run("x").err()).isEqualTo("verdict: VERDICT_BACKEND is \"tpu\"; it may be cpu or cuda\n");
    }

    @Test
    void appendsTheUsersOptionsForTheJvm() throws Exception {
        sandbox.environment("VERDICT_JAVA_OPTS", "-Xmx123m -Dsome=thing");
        sandbox.run("x");
        String use = sandbox.lastUseOfJava();
        assertThat(use).contains("\n-Xmx123m\n-Dsome=thing\n").contains("-Djava.awt.headless=true\n");
        // The JVM takes the last one.
        assertThat(use.lastIndexOf("-Xmx")).isEqualTo(use.indexOf("-Xmx123m"));
    }
}
