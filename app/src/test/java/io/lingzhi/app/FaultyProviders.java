package io.lingzhi.app;

import io.lingzhi.bench.simulator.Received;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.llm.protocol.WireRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A gateway before a faulty provider and a good one, in each protocol. Every fault is a model of its own, so that none
 * disturbs another; behind each stands a fallback of the next protocol.
 */
final class FaultyProviders implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(150);

    /** The words that every answer has. */
    static final String ANSWER;

    static {
        List<String> words = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
            words.add("w" + i);
        }
        ANSWER = String.join(" ", words);
    }

    /**
     * One fault.
     *
     * @param script of the simulator, beside the answer's words
     * @param fallback {@code good}, or {@code strict} for one that takes no prefill
     * @param chain the key of the configuration under which the fallback stands
     */
    record Fault(String id, String script, String fallback, String chain) {
        Fault(String id, String script) {
            this(id, script, "good", "fallbacks");
        }

        String alias(Speech speech) {
            return id + "-" + speech.word();
        }

        String fallbackAlias(Speech speech) {
            return fallback + "-" + speech.other().word();
        }
    }

    private final Simulator simulator;
    private final RunningService service;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param limits the configuration's deadlines, in YAML */
    FaultyProviders(Path folder, String limits, List<Fault> faults) throws Exception {
        simulator = RunningService.simulator();
        service = RunningService.with(folder, yaml(simulator, limits, faults));
    }

    private static String yaml(Simulator simulator, String limits, List<Fault> faults) {
        StringBuilder yaml = new StringBuilder("api-keys: [" + RunningService.KEY + "]\nrequest-retry: 2\n" + limits);
        String root = simulator.baseUrl().replaceFirst("/v1$", "");
        for (Speech speech : Speech.values()) {
            yaml.append(speech.list).append(":\n");
            List<String> faulty = faults.stream()
                    .map(fault -> model(upstream(fault, speech), fault.alias(speech)))
                    .toList();
            yaml.append(entry(speech, "faulty", root, faulty));
            yaml.append(entry(
                    speech,
                    "good",
                    root,
                    List.of(
                            model("sim-good!words=60", "good-" + speech.word()),
                            model("sim-strict!words=60,no-prefill", "strict-" + speech.word()))));
        }
        for (String chain : List.of("fallbacks", "larger-context")) {
            yaml.append(chain).append(":\n");
            for (Speech speech : Speech.values()) {
                faults.stream()
                        .filter(fault -> fault.chain().equals(chain))
                        .forEach(fault -> yaml.append(
                                "  %s: [%s]\n".formatted(fault.alias(speech), fault.fallbackAlias(speech))));
            }
        }
        return yaml.toString();
    }

    private static String upstream(Fault fault, Speech speech) {
        return "sim-" + fault.alias(speech) + "!words=60,tag=" + speech.word() + "," + fault.script();
    }

    private static String model(String name, String alias) {
        return "      - {name: \"" + name + "\", alias: " + alias + "}\n";
    }

    private static String entry(Speech speech, String name, String root, List<String> models) {
        String key = "key-of-" + name + "-" + speech.word();
        String head = speech == Speech.CHAT
                ? "  - name: " + name + "\n    api-key-entries:\n      - api-key: " + key + "\n"
                : "  - api-key: " + key + "\n";
        return head + "    base-url: \"" + root + speech.base + "\"\n    models:\n" + String.join("", models);
    }

    /** Asks once. */
    Heard ask(Speech speech, String alias) {
        long started = System.nanoTime();
        WireRequest question = speech.question(alias, "Explain it in sixty words.");
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(service.service.urls().get(0) + question.path()))
                .timeout(DEADLINE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(question.body()));
        question.headers().forEach(request::setHeader);
        request.setHeader("authorization", "Bearer " + RunningService.KEY);
        request.setHeader("content-type", "application/json");
        try {
            return Heard.of(speech, http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()), started);
        } catch (HttpTimeoutException e) {
            throw new AssertionError(alias + " hangs", e);
        } catch (IOException e) {
            return new Heard(Heard.End.ERROR, "", "", false, String.valueOf(e.getMessage()), Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The calls that the faulty provider saw for this fault, in order. */
    List<Received> tries(Fault fault, Speech speech) {
        Pattern name = Pattern.compile("sim-" + fault.alias(speech) + "(!|%21)");
        return simulator.log().stream()
                .filter(received ->
                        name.matcher(received.path() + received.body().text()).find())
                .toList();
    }

    /** When the second try came after the first. */
    static Duration gap(List<Received> tries) {
        return Duration.ofNanos(tries.get(1).receivedNanos() - tries.get(0).receivedNanos());
    }

    /** How many tries came so soon after the first, that one counted. */
    static long within(List<Received> tries, Duration window) {
        return tries.stream()
                .filter(received -> received.receivedNanos() - tries.getFirst().receivedNanos() <= window.toNanos())
                .count();
    }

    @Override
    public void close() {
        http.shutdownNow();
        service.close();
        simulator.close();
    }
}
