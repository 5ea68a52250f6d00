package io.lingzhi.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.app.Ran;
import io.lingzhi.gateway.store.SqliteLedger;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.protocol.Protocol;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each command's words and exit codes, run in this process. */
@Timeout(60)
class CommandLineTest {
    private static final String FIVE_MISTAKES = """
        port: seventy
        request-retry: -1
        usage-statistics-enabled: maybe
        routing:
          strategy: fastest
        limits:
          body: lots
        """;

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = folder.resolve("some.yaml");
    }

    private Ran run(String... arguments) {
        return typing("", arguments);
    }

    private Ran typing(String lines, String... arguments) {
        return Ran.of(folder, Map.of(), lines, arguments);
    }

    @Test
    void tellsAllFiveMistakesWithTheirLines() throws Exception {
        Files.writeString(file, FIVE_MISTAKES);

        for (Ran ran : List.of(run("check", "--config", "some.yaml"), run("serve", "-config", "some.yaml"))) {
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err().lines().filter(line -> line.startsWith("error: ")))
                    .satisfiesExactly(
                            line -> assertThat(line).contains("some.yaml:1:7", "port"),
                            line -> assertThat(line).contains("some.yaml:2:16", "request-retry"),
                            line -> assertThat(line).contains("some.yaml:3:27", "usage-statistics-enabled"),
                            line -> assertThat(line).contains("some.yaml:5:13", "routing.strategy"),
                            line -> assertThat(line).contains("some.yaml:7:9", "limits.body"));
            assertThat(ran.err()).contains("5 mistake(s)");
        }
    }

    @Test
    void tellsItsVersionAsCommandAndAsOption() {
        for (String spelling : List.of("version", "--version", "-V")) {
            Ran ran = run(spelling);
            assertThat(ran.exit()).isZero();
            assertThat(ran.out()).matches("lingzhi \\S+ \\(Java \\d+\\)\\R");
        }
        assertThat(run("--help").out()).contains("-V, --version", "Show the version.");
        assertThat(run("--lang", "zh", "--help").out()).contains("-V, --version", "显示版本。");
    }

    @Test
    void saysInOneLineThatTheConfigurationCannotBeRead() throws Exception {
        Files.createDirectory(file);

        for (String name : List.of("some.yaml", "nowhere.yaml")) {
            Ran ran = run("serve", "--config", name);
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).contains(name, "cannot be read").doesNotContain("\tat ");
        }
    }

    @Test
    void saysInOneLineThatThePortIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());

            Ran onGateway = run("serve", "--port", port);
            Files.writeString(file, "port: 0\nassistant:\n  port: " + port + "\n");
            Ran onAssistant = run("serve", "--config", "some.yaml");

            assertThat(onGateway.exit()).isEqualTo(1);
            assertThat(onGateway.err().lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("cannot listen on 127.0.0.1:" + port, "--port"));
            assertThat(onAssistant.exit()).isEqualTo(1);
            assertThat(onAssistant.err().lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("127.0.0.1:" + port, "assistant.port"));
        }
    }

    @Test
    void refusesToServeOtherMachinesWithoutClientKeys() {
        Ran ran = run("serve", "--host", "0.0.0.0", "--port", "0");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("0.0.0.0", "api-keys");
    }

    @Test
    void saysInOneLineThatTheDataFolderIsNone() throws Exception {
        Files.writeString(folder.resolve("data"), "a file");

        Ran ran = run("serve", "--port", "0", "--data", "data");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err().lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("lingzhi: ")
                        .contains(folder.resolve("data").toString()));
    }

    @Test
    void checksAGoodFileAndTellsWhatIsNotActive() throws Exception {
        Files.writeString(file, """
            auth-dir: somewhere
            openai-compatibility:
              - name: one
                base-url: http://127.0.0.1:1/v1
                api-key-entries:
                  - api-key: ${NOT_SET}
                models:
                  - name: a
            """);

        Ran ran = run("check", "--config", "some.yaml");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .contains(
                        "NOT_SET",
                        "  auth-dir",
                        "openai-compatibility one: 0 of 1 credential(s) usable, 1 model(s)",
                        "OK: " + file);
    }

    @Test
    void listsModelsOfTheBuiltInDefault() {
        Ran ran = run("models");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out().lines().map(line -> line.replaceFirst(" .*", "")))
                .containsExactly("lingzhi-embed", "lingzhi-offline", "text-embedding-3-small");
    }

    @Test
    void answersAQuestionWithoutAServer() {
        Ran ran = run("chat", "--system", "灵知网关监听 8317 端口。", "网关监听哪个端口？");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("> 灵知网关监听 8317 端口。");
    }

    @Test
    void talksLineByLine() throws Exception {
        Files.write(folder.resolve("a.png"), new byte[] {1});

        Ran ran = typing("""
            /help
            /system 灵知网关监听 8317 端口。
            网关监听哪个端口？
            /save said.md
            /image a.png
            /image none.png
            /model no-such-model
            还在吗？
            /model lingzhi-offline
            /new
            /dance
            /quit
            never asked
            """, "chat");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("> 灵知网关监听 8317 端口。").doesNotContain("never asked");
        assertThat(ran.err())
                .contains("/model NAME", "Saved to said.md", "a.png goes with", "none.png cannot be read")
                .contains("error: ", "no-such-model", "unknown order: /dance");
        assertThat(Files.readString(folder.resolve("said.md"))).contains("## User", "网关监听哪个端口？", "## Assistant");
    }

    @Test
    void servesOnePartOnlyWhenItKnowsWhich() {
        assertThat(run("serve", "--only", "kitchen").err()).contains("not kitchen");
        assertThat(run("serve", "--only", "assistant").err()).contains("--gateway-url");
        assertThat(run("serve", "--only", "assistant", "--gateway-url", "nowhere")
                        .err())
                .contains("nowhere");
    }

    @Test
    void failsWithTheReasonWhenTheModelIsUnknown() {
        Ran ran = run("chat", "--model", "lingzhi-ofline", "hi");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("lingzhi-ofline", "lingzhi-offline").doesNotContain("\tat ");
    }

    @Test
    void tellsItsVersion() {
        assertThat(run("version").out()).matches("lingzhi \\S+ \\(Java 2\\d\\)\\R");
    }

    @Test
    void explainsItselfAndEachCommandInBothLanguages() {
        assertThat(run("help").out()).contains("serve", "Run the gateway and the AI service");
        assertThat(run("--lang", "zh", "help").out()).contains("serve", "在前台运行网关", "用法：");
        for (String command : List.of(
                "serve", "check", "models", "chat", "usage", "explain", "trace", "simulate", "version", "help")) {
            assertThat(run("help", command).exit()).isZero();
            assertThat(run("help", command).out()).contains("lingzhi " + command);
            assertThat(run(command, "--help", "--lang", "zh").out())
                    .contains("用法：", "显示帮助。")
                    .doesNotContain("Usage", "Options", "Show this help");
        }
    }

    @Test
    void refusesWhatItDoesNotKnowWithExitCodeTwo() {
        for (String[] wrong : List.of(
                new String[] {"frobnicate"},
                new String[] {"serve", "--colour"},
                new String[] {"serve", "--port", "many"},
                new String[] {"serve", "--config"})) {
            Ran ran = run(wrong);
            assertThat(ran.exit()).as(String.join(" ", wrong)).isEqualTo(2);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).contains("--help").doesNotContain("\tat ");
        }
        assertThat(run("--lang", "zh", "frobnicate").err()).contains("无法识别的参数：frobnicate");
    }

    @Test
    void showsUsageByDay() {
        Instant now = Instant.now();
        try (SqliteLedger ledger = SqliteLedger.open(folder.resolve("data"), System::nanoTime)) {
            ledger.record(new RequestRecord(
                    now,
                    "r1",
                    "key-1",
                    Protocol.OPENAI_CHAT,
                    "chat",
                    "some-model",
                    200,
                    Optional.empty(),
                    false,
                    Duration.ofMillis(5),
                    Optional.empty(),
                    new Usage(7, 5, 0, 0, 0),
                    List.of(),
                    List.of()));
        }
        String today =
                now.atZone(java.time.ZoneId.systemDefault()).toLocalDate().toString();

        assertThat(run("usage", "--data", "data", "--by", "day").out()).contains(today, "7", "5");
        assertThat(run("usage", "--data", "data").out()).contains("some-model");
        assertThat(run("usage", "--data", "data", "--by", "week").err()).contains("not week");
        assertThat(run("usage", "--data", "data", "--by", "week").exit()).isEqualTo(1);
    }
}
