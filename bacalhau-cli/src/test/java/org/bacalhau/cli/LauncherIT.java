package org.bacalhau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bacalhau.cli.Installed.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher finds Java, or says what is missing, and hands the command line over as it is. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
    private static final String TOOLS = "/usr/bin:/bin"; // for readlink and the like; Java is named by JAVA_HOME

    @TempDir
    private Path directory;

    private Path launcher = Installed.HOME.resolve("bin/bacalhau");
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void nameJava() {
        environment.put("PATH", TOOLS);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HOME", directory.toString());
        environment.put("BACALHAU_CLASS_DATA", "off");
    }

    private Outcome run(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                .toList();
        return Installed.run(directory, environment, command);
    }

    private Path fakeJava(String release, String script) throws IOException {
        Path home = Files.createDirectories(directory.resolve("old java"));
        if (!release.isEmpty()) {
            Files.writeString(home.resolve("release"), release);
        }
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }

    @Test
    void printsItsVersion() throws IOException, InterruptedException {
        Outcome outcome = run("version", "--client");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).matches("CLIENT\nv\\d+\\.\\d+\\.\\d+\\S*\n");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void tellsOfAMisspeltFlag() throws IOException, InterruptedException {
        Outcome outcome = run("job", "list", "--limti", "3");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("has no option --limti", "did you mean --limit?");
    }

    @Test
    void runsThroughALinkFromAPlaceWithBlanks() throws IOException, InterruptedException {
        Path place = Files.createDirectories(directory.resolve("my programs/bin"));
        Files.copy(launcher, place.resolve("bacalhau"));
        Files.setPosixFilePermissions(place.resolve("bacalhau"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(place.resolveSibling("lib"), Installed.HOME.resolve("lib"));
        launcher = Files.createSymbolicLink(directory.resolve("b"), place.resolve("bacalhau"));

        assertThat(run("version", "--client").out()).startsWith("CLIENT\n");
    }

    @Test
    void saysThatThereIsNoJava() throws IOException, InterruptedException {
        environment.remove("JAVA_HOME");
        environment.put("PATH", directory.toString());

        Outcome outcome = run("version");

        assertThat(outcome.code()).isEqualTo(69);
        assertThat(outcome.err())
                .isEqualTo("bacalhau: there is no Java on PATH; install a Java 17 or newer, or set JAVA_HOME to one\n");
    }

    @Test
    void saysThatJavaHomeHasNoJava() throws IOException, InterruptedException {
        environment.put("JAVA_HOME", "/nosuch");

        Outcome outcome = run("version");

        assertThat(outcome.code()).isEqualTo(69);
        assertThat(outcome.err()).contains("JAVA_HOME is /nosuch, but there is no /nosuch/bin/java");
    }

    @Test
    void saysThatJavaIsTooOld() throws IOException, InterruptedException {
        environment.put(
                "JAVA_HOME", fakeJava("JAVA_VERSION=\"11.0.2\"\n", "exit 1").toString());

        Outcome outcome = run("version");

        assertThat(outcome.code()).isEqualTo(69);
        assertThat(outcome.err()).contains("old java/bin/java is version 11.0.2; install a Java 17 or newer");
    }

    @Test
    void asksAJavaWithoutAVersionFileItself() throws IOException, InterruptedException {
        environment.put(
                "JAVA_HOME",
                fakeJava("", "echo 'openjdk version \"1.8.0_402\"' >&2").toString());

        Outcome outcome = run("version");

        assertThat(outcome.code()).isEqualTo(69);
        assertThat(outcome.err()).contains("is version 1.8.0_402");
    }

    @Test
    void handsOverArgumentsAsTheyAre() throws IOException, InterruptedException {
        Outcome outcome = run("docker", "run", "--dry-run", "a:1", "--", "echo", "two  words", "*", "$HOME", "");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("- two  words", "- '*'", "- $HOME", "- \"\"");
    }
}
