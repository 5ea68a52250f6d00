package io.lingzhi.app;

import io.lingzhi.bench.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The seed's file with the simulator in the place of all four vendors; who has no key, has none here. */
record SeedSystem(Simulator upstream, RunningService running) implements AutoCloseable {
    static final List<String> ALL_KEYS =
            List.of("DEEPSEEK_API_KEY", "CLAUDE_API_KEY", "GEMINI_API_KEY", "QWEN_API_KEY");
    private static final Path SEED = Path.of("../gateway/src/test/resources/seed-config.yaml");

    /** @param more further lines of the configuration */
    static SeedSystem start(Path folder, List<String> keys, String more) throws IOException, StartException {
        Simulator upstream = RunningService.simulator();
        String vendor = "  - base-url: \"" + upstream.baseUrl().replaceFirst("/v1$", "") + "\"\n    api-key: ";
        StringBuilder env = new StringBuilder();
        keys.forEach(key -> env.append(key).append("=sk-of-").append(key).append('\n'));
        Files.writeString(folder.resolve(".env"), env);
        String yaml = Files.readString(SEED)
                .replace("https://api.deepseek.com/v1", upstream.baseUrl())
                .replace("https://dashscope.aliyuncs.com/compatible-mode/v1", upstream.baseUrl())
                .replace("claude-api-key:\n  - api-key: ", "claude-api-key:\n" + vendor)
                .replace("gemini-api-key:\n  - api-key: ", "gemini-api-key:\n" + vendor);
        boolean open = more.contains("allow-anonymous");
        String keyed = open ? yaml.replaceFirst("(?m)^api-keys:\\n(?:  - .*\\n)+", "") : yaml;
        return new SeedSystem(upstream, RunningService.with(folder, keyed + "\n" + more));
    }

    @Override
    public void close() {
        running.close();
        upstream.close();
    }
}
