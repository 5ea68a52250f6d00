package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.config.BudgetLimits;
import io.lingzhi.gateway.config.BudgetLimits.Limits;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Money;
import io.lingzhi.gateway.config.Pricing;
import io.lingzhi.gateway.money.Allowance;
import io.lingzhi.gateway.money.Cost;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.llm.openaichat.ChatInbound;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.WireCall;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Money, over real sockets, in each protocol. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BudgetTest {
    private static final int OUTPUT = 200;

    private final TestGateway gateway = new TestGateway();
    private final Simulator simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));

    BudgetTest() throws IOException {}

    @AfterAll
    void close() {
        simulator.close();
        gateway.close();
    }

    /** How the same is asked in each protocol. */
    enum Way {
        CHAT(
                "/v1/chat/completions",
                "{\"model\":\"MODEL\",\"max_tokens\":200,\"stream\":STREAM,"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}]}"),
        RESPONSES(
                "/v1/responses", "{\"model\":\"MODEL\",\"max_output_tokens\":200,\"stream\":STREAM,\"input\":\"你好\"}"),
        MESSAGES(
                "/v1/messages",
                "{\"model\":\"MODEL\",\"max_tokens\":200,\"stream\":STREAM,"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}]}"),
        GEMINI(
                "/v1beta/models/MODEL:ACTION",
                "{\"generationConfig\":{\"maxOutputTokens\":200},"
                        + "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"你好\"}]}]}");

        private final String path;
        private final String body;

        Way(String path, String body) {
            this.path = path;
            this.body = body;
        }

        HttpResponse<byte[]> ask(TestGateway gateway, String model, boolean stream, String key) {
            String action = stream ? "streamGenerateContent?alt=sse" : "generateContent";
            return gateway.post(
                    path.replace("MODEL", model).replace("ACTION", action),
                    body.replace("MODEL", model).replace("STREAM", String.valueOf(stream)),
                    Map.of("authorization", "Bearer " + key));
        }
    }

    private Config.Provider provider(String alias, String script) {
        return Configs.withHeaders(
                Configs.provider("good", simulator.baseUrl(), "sim-" + alias, alias, "k"),
                Map.of("x-simulate", new io.lingzhi.gateway.config.Secret(script)));
    }

    private void use(String key, Limits limits, int reserve, Config.Provider... providers) {
        use(key, limits, reserve, Config.Chains.NONE, providers);
    }

    private void use(String key, Limits limits, int reserve, Config.Chains chains, Config.Provider... providers) {
        BudgetLimits all = new BudgetLimits(
                Limits.NONE, limits, Map.of(), 80, Map.of("m", "cheap"), false, reserve, ZoneId.of("UTC"));
        Pricing.Row price = new Pricing.Row(
                Optional.empty(),
                "sim-*",
                -1,
                BigDecimal.TEN,
                BigDecimal.valueOf(20),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        gateway.use(Configs.of(providers)
                .clientKeys(key)
                .chains(chains)
                .money(new Money(new Pricing(List.of(price), BigDecimal.valueOf(7)), all)));
    }

    private static Limits day(long nanos) {
        return new Limits(OptionalLong.of(nanos), OptionalLong.empty());
    }

    private long cost(HttpResponse<byte[]> answer) throws InterruptedException {
        RequestRecord record = gateway.record();
        assertThat(answer.statusCode()).as(TestGateway.text(answer)).isEqualTo(200);
        assertThat(record.cost())
                .hasValueSatisfying(cost -> assertThat(cost.basis()).isEqualTo(Cost.Basis.REPORTED));
        return record.cost().orElse(Cost.NOTHING).nanos();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void neverSpendsMoreThanIsReserved(Way way) throws Exception {
        String key = "key-of-" + way;
        use(key, Limits.NONE, OUTPUT, provider("m", "words=20"));
        long each = cost(way.ask(gateway, "m", false, key));
        long limit = 50 * each;
        use(key, day(limit), OUTPUT, provider("m", "words=20"));

        List<Integer> statuses =
                inParallel(200, () -> way.ask(gateway, "m", false, key).statusCode());
        while (way.ask(gateway, "m", false, key).statusCode() == 200) {
            statuses.add(200);
        }
        HttpResponse<byte[]> refused = way.ask(gateway, "m", false, key);

        assertThat(statuses).containsOnly(200, 429);
        long good = statuses.stream().filter(status -> status == 200).count();
        assertThat(1 + good).as("calls that the budget is for").isBetween(50L, 51L);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(TestGateway.text(refused))
                .contains("budget")
                .contains("this day")
                .contains("¥")
                .contains("begins anew at");
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        assertThat(refused.headers().firstValue("x-should-retry")).contains("false");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void tellsTheCostOfWholeAnswersAndOfStreamsToThoseWhoWantIt(Way way) throws Exception {
        String key = "told-" + way;
        use(key, Limits.NONE, OUTPUT, provider("m", "words=20"));

        HttpResponse<byte[]> whole = way.ask(gateway, "m", false, key);
        long cost = cost(whole);
        HttpResponse<byte[]> stream = way.ask(gateway, "m", true, key);
        cost(stream);
        HttpResponse<byte[]> wished = gateway.post(
                "/v1/chat/completions",
                TestGateway.question("m", true),
                Map.of("authorization", "Bearer " + key, "x-lingzhi-cost", "comment"));

        assertThat(whole.headers().firstValue("x-lingzhi-cost-nano-usd")).contains(Long.toString(cost));
        assertThat(TestGateway.text(stream)).doesNotContain("x-lingzhi-cost");
        assertThat(TestGateway.text(wished)).endsWith("\n\n: x-lingzhi-cost-nano-usd " + cost(wished) + "\n\n");
    }

    private static List<Integer> inParallel(int count, java.util.concurrent.Callable<Integer> call) throws Exception {
        List<Integer> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                futures.add(threads.submit(call));
            }
            for (Future<Integer> future : futures) {
                results.add(future.get());
            }
        }
        return results;
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void endsAStreamThatPassesTheLimit(Way way) throws Exception {
        String key = "stream-of-" + way;
        use(key, day(1_000_000), 1, provider("m", "words=150,gap=2ms"));

        HttpResponse<byte[]> answer = way.ask(gateway, "m", true, key);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TestGateway.text(answer)).contains("budget").contains("is used up");
        RequestRecord record = gateway.record();
        assertThat(record.failureKind()).contains("QuotaExhausted");
        assertThat(record.cost()).hasValueSatisfying(cost -> {
            assertThat(cost.basis()).isEqualTo(Cost.Basis.ESTIMATED);
            assertThat(cost.nanos()).isBetween(500_000L, 2_000_000L);
        });
        assertThat(reserved(key)).isZero();
    }

    private long reserved(String key) {
        BudgetLimits limits = new BudgetLimits(Limits.NONE, day(1), Map.of(), 80, Map.of(), false, 1, ZoneId.of("UTC"));
        return gateway.budgets
                .standings(io.lingzhi.gateway.access.ClientKeys.keyId(key), new Allowance(limits, Map.of()))
                .getFirst()
                .reservedNanos();
    }

    @Test
    void answersWithTheCheaperModelNearTheLimitAndSaysSo() throws Exception {
        String key = "near";
        use(key, day(1_000_000_000), OUTPUT, provider("m", "words=20"), provider("cheap", "words=5"));
        long first = cost(Way.CHAT.ask(gateway, "m", false, key));
        use(key, day(first + first / 5), OUTPUT, provider("m", "words=20"), provider("cheap", "words=5"));

        HttpResponse<byte[]> second = Way.CHAT.ask(gateway, "m", false, key);

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.headers().firstValue("x-lingzhi-budget")).contains("near its limit; cheap answers for m");
        assertThat(gateway.record().attempts().getFirst().upstreamModel()).isEqualTo("sim-cheap");
    }

    @Test
    void aUsedUpBudgetLeavesTheModelsOfTheProcess() throws Exception {
        String key = "poor";
        use(key, day(0), OUTPUT, provider("m", "words=20"));

        HttpResponse<byte[]> answer = Way.CHAT.ask(gateway, "local-chat", false, key);
        HttpResponse<byte[]> vectors = gateway.post(
                "/v1/embeddings",
                "{\"model\":\"local-embed\",\"input\":\"a\"}",
                Map.of("authorization", "Bearer " + key));

        assertThat(Way.CHAT.ask(gateway, "m", false, key).statusCode()).isEqualTo(429);
        assertThat(TestGateway.text(answer)).contains("from inside");
        assertThat(vectors.statusCode()).isEqualTo(200);
    }

    @Test
    void aChainStepsDownToTheProcessWhenTheBudgetIsUsedUpAndSaysSo() throws Exception {
        String key = "poor-chain";
        Config.Chains chains = new Config.Chains(Map.of("m", List.of("local-chat")), Map.of(), Map.of());
        use(key, day(0), OUTPUT, chains, provider("m", "words=20"));

        HttpResponse<byte[]> answer = Way.CHAT.ask(gateway, "m", false, key);

        assertThat(TestGateway.text(answer)).contains("from inside");
        assertThat(answer.headers().firstValue("x-lingzhi-budget"))
                .hasValueSatisfying(told -> assertThat(told).contains("used up"));
        assertThat(gateway.record().cost()).contains(Cost.NOTHING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"max_tokens\":200}|200",
                "{\"max_tokens\":1,\"max_completion_tokens\":200,\"n\":5}|1000",
                "{\"n\":3}|150",
                "{\"n\":3,\"stream\":true}|150",
                "{\"n\":0,\"max_tokens\":20}|20",
                "{\"generationConfig\":{\"candidateCount\":4,\"maxOutputTokens\":30}}|120",
                "{\"n\":9223372036854775807,\"max_tokens\":9223372036854775807}|10000000000"
            })
    void setsAsideForEveryAnswerThatIsWanted(String body, long output) throws Exception {
        byte[] whole =
                body.replaceFirst("\\{", "{\"model\":\"m\",\"messages\":[],").getBytes(StandardCharsets.UTF_8);
        Question.Wire question = new Question.Wire(
                Protocol.OPENAI_CHAT,
                new ChatInbound().read(new WireCall("/v1/chat/completions", _ -> Optional.empty(), whole)),
                ClientRequest.inside("r", whole),
                Optional.empty());

        assertThat(Weighing.of(question, 50).output()).isEqualTo(output);
    }

    @Test
    void leavesACostUnknownThatNobodyKnows() throws Exception {
        gateway.use(Configs.of(Configs.provider("good", simulator.baseUrl(), "house", "m", "k")));

        HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", false));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(gateway.record().cost()).isEmpty();
    }
}
