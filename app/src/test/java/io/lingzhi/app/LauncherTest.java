package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code ./lingzhi} with a built program and a JDK that only tells how it was called. */
@Timeout(60)
class LauncherTest {
    private static final String TELLING = """
        #!/bin/sh
        echo "$@" >> "$(dirname "$0")/calls"
        case "$*" in
          *NativeLibraries*) mkdir -p "$(echo "$@" | sed 's/.* //')/sqlite-jdbc-1.jar" ;;
          *AOTCacheOutput=*) BEFORE; echo "$@" | sed 's/.*AOTCacheOutput=\\([^ ]*\\) .*/\\1/' | xargs touch ;;
        esac
        """;

    @TempDir
    private Path folder;

    private Path target = Path.of("");
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void build() throws IOException {
        Path root = Path.of("..").toAbsolutePath().normalize();
        target = Files.createDirectories(folder.resolve("home/app/target"));
        Path launcher = Files.createDirectories(folder.resolve("home/app/src/launcher"));
        Files.copy(root.resolve("lingzhi"), folder.resolve("home/lingzhi"));
        Files.copy(root.resolve("app/src/launcher/java.sh"), launcher.resolve("java.sh"));
        Files.createDirectories(target.resolve("lib"));
        jar("b.jar", 3);
        jar("a.jar", 3);
        Files.createFile(target.resolve("built"));
        environment.put("LINGZHI_JAVA_HOME", jdk("25.0.3", "true").toString());
    }

    private void jar(String name, int hoursAgo) throws IOException {
        Path jar = target.resolve("lib").resolve(name);
        Files.writeString(jar, name);
        Instant then = Instant.parse("2026-01-01T12:00:00Z").minusSeconds(hoursAgo * 3600L);
        Files.setLastModifiedTime(jar, FileTime.from(then));
        Files.setLastModifiedTime(target.resolve("lib"), FileTime.from(then));
    }

    /** @param beforeCache a shell command before the class cache is made; {@code exit 1} makes it fail */
    private Path jdk(String version, String beforeCache) throws IOException {
        Path made = Files.createDirectories(folder.resolve("jdk-" + version));
        Files.writeString(made.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        Path java = Files.createDirectories(made.resolve("bin")).resolve("java");
        Files.writeString(java, TELLING.replace("BEFORE", beforeCache));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return made;
    }

    /** Runs the launcher. Returns what it called the JVM with since the last time. */
    private List<String> launched(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("bash", folder.resolve("home/lingzhi").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output()).isZero();
        Path calls = Path.of(environment.getOrDefault("LINGZHI_JAVA_HOME", ""), "bin", "calls");
        List<String> told = Files.readAllLines(calls, StandardCharsets.UTF_8);
        Files.delete(calls);
        return told;
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    @Test
    void rehearsesOnceAfterABuildAndThenStartsFromTheCache() throws Exception {
        List<String> first = launched("serve");
        assertThat(first).hasSize(3);
        assertThat(first.getFirst()).endsWith("io.lingzhi.app.NativeLibraries " + target.resolve("lingzhi.natives"));
        assertThat(first.get(1)).contains("-XX:AOTCacheOutput=", "io.lingzhi.app.Rehearsal");
        assertThat(first.getLast())
                .contains("-XX:AOTCache=" + target.resolve("lingzhi.aot"))
                .contains("-cp " + target.resolve("lib/a.jar") + ":" + target.resolve("lib/b.jar"))
                .endsWith("io.lingzhi.app.Main serve");
        assertThat(output()).contains("preparing for quick starts");

        assertThat(launched("serve")).singleElement().isEqualTo(first.getLast());
        assertThat(output()).isEmpty();
    }

    @Test
    void rehearsesAnewForOtherJarsAndForAnotherJdk() throws Exception {
        launched("version");
        Files.writeString(target.resolve("lib/c.jar"), "newer");
        Files.setLastModifiedTime(target.resolve("lib/c.jar"), FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
        assertThat(launched("version")).hasSize(3);

        Files.delete(target.resolve("lib/c.jar"));
        environment.put("LINGZHI_JAVA_HOME", jdk("26", "true").toString());
        assertThat(launched("version")).hasSize(3);
        assertThat(launched("version")).hasSize(1);
    }

    @Test
    void namesTheNativeLibrariesOfTheJarsThatAreThere() throws Exception {
        jar("sqlite-jdbc-1.jar", 3);
        List<String> first = launched("version");
        String folder = target.resolve("lingzhi.natives/sqlite-jdbc-1.jar").toString();
        assertThat(first.subList(1, 3))
                .allSatisfy(call -> assertThat(call)
                        .contains(" -Dorg.sqlite.lib.path=" + folder + " -Dorg.sqlite.tmpdir=" + folder
                                + " -Djava.library.path=" + folder + " "));

        Files.move(target.resolve("lib/sqlite-jdbc-1.jar"), target.resolve("lib/sqlite-jdbc-2.jar"));
        Files.setLastModifiedTime(target.resolve("lib"), FileTime.from(Instant.parse("2026-01-01T12:00:00Z")));
        assertThat(launched("version").getLast()).doesNotContain("lib.path", "library.path");
    }

    @Test
    void startsWithoutACacheThatCouldNotBeMadeAndDoesNotTryAgain() throws Exception {
        environment.put("LINGZHI_JAVA_HOME", jdk("25.0.9", "exit 1").toString());
        assertThat(launched("version").getLast()).doesNotContain("AOT");
        assertThat(output()).contains("that did not work");
        assertThat(launched("version")).singleElement().asString().doesNotContain("AOT");
        assertThat(output()).isEmpty();
    }

    @Test
    void takesTheHeapAndTheOptionsOfTheOperator() throws Exception {
        assertThat(launched("version").getLast()).contains("-Xmx1g").doesNotContain("SerialGC");
        environment.put("LINGZHI_MAX_HEAP", "2g");
        assertThat(launched("version").getLast()).contains("-Xmx2g").doesNotContain("SerialGC");
        environment.put("LINGZHI_MAX_HEAP", "512m");
        assertThat(launched("version").getLast()).contains("-Xmx512m", "-XX:+UseSerialGC");
        environment.put("LINGZHI_JAVA_OPTS", "-XX:+UseZGC -XX:AOTMode=off");
        assertThat(launched("version").getLast())
                .contains(" -XX:+UseZGC -XX:AOTMode=off -cp ")
                .doesNotContain("SerialGC", "AOTCache");
    }
}
