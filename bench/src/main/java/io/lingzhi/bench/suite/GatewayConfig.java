package io.lingzhi.bench.suite;

import io.lingzhi.bench.wire.Manner;

/**
 * Configurations of the gateway for the benchmark: for each manner of the upstream a provider of each of the four
 * protocols, whose models are named {@code MANNER-PROTOCOL}.
 */
final class GatewayConfig {
    static final String KEY = "bench-client-key-0123456789abcdef";

    private GatewayConfig() {}

    /** Keys, ledger, session affinity, prices and budgets. */
    static String everythingOn(int port, int upstream) {
        return """
            host: 127.0.0.1
            port: %d
            drain-seconds: 1
            assistant: {port: 0}
            limits: {in-flight: 100000, connections: 100000}
            api-keys: [%s]
            routing: {session-affinity: true}
            prices: {own: [{model: '*', input: 1, output: 2}]}
            budgets: {month: 1000000000, each-key: {day: 100000000}}
            """.formatted(port, KEY) + providers(upstream);
    }

    /** As little as can be: no keys, no ledger, no AI service. */
    static String bare(int port, int upstream) {
        return """
            host: 127.0.0.1
            port: %d
            drain-seconds: 1
            assistant: {enabled: false}
            usage-statistics-enabled: false
            limits: {in-flight: 100000, connections: 100000}
            """.formatted(port) + providers(upstream);
    }

    private static String providers(int upstream) {
        String base = "http://127.0.0.1:" + upstream + "/";
        StringBuilder chat = new StringBuilder("openai-compatibility:\n");
        StringBuilder messages = new StringBuilder("claude-api-key:\n");
        StringBuilder responses = new StringBuilder("codex-api-key:\n");
        StringBuilder gemini = new StringBuilder("gemini-api-key:\n");
        for (Manner manner : Manner.values()) {
            String word = manner.word();
            String at = base + word;
            chat.append("  - {name: " + word + ", base-url: '" + at + "/v1', api-key-entries: [{api-key: up-1},"
                    + " {api-key: up-2}], " + models(word + "-chat") + "}\n");
            messages.append("  - {api-key: up-1, base-url: '" + at + "', " + models(word + "-messages") + "}\n");
            responses.append("  - {api-key: up-1, base-url: '" + at + "/v1', " + models(word + "-responses") + "}\n");
            gemini.append("  - {api-key: up-1, base-url: '" + at + "', " + models(word + "-gemini") + "}\n");
        }
        return chat.append(messages).append(responses).append(gemini).toString();
    }

    private static String models(String alias) {
        return "models: [{name: bench, alias: " + alias + "}]";
    }
}
