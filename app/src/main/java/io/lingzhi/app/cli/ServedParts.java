package io.lingzhi.app.cli;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which parts a process serves, and which gateway the AI service asks. */
final class ServedParts {
    private static final String GATEWAY = "gateway";
    private static final String ASSISTANT = "assistant";

    @Option(names = "--only", paramLabel = "PART", descriptionKey = "lingzhi.serve.only")
    private @Nullable String only;

    @Option(names = "--gateway-url", paramLabel = "URL", descriptionKey = "lingzhi.serve.gateway-url")
    private @Nullable String gatewayUrl;

    @Option(names = "--gateway-key", paramLabel = "KEY", descriptionKey = "lingzhi.serve.gateway-key")
    private @Nullable String gatewayKey;

    boolean assistantOnly() {
        return ASSISTANT.equals(only);
    }

    /** The configuration with what these options say. */
    Config applied(Surroundings around, Config config) {
        if (only != null && !only.equals(GATEWAY) && !only.equals(ASSISTANT)) {
            throw new ExitException(around.texts().say("serve.only-unknown", only));
        }
        Config.Assistant assistant = config.assistant();
        Optional<String> url = Optional.ofNullable(gatewayUrl)
                .map(text -> checked(around, text))
                .or(assistant::gatewayUrl);
        if (assistantOnly() && url.isEmpty()) {
            throw new ExitException(around.texts().say("serve.no-gateway"));
        }
        Optional<Secret> key = Optional.ofNullable(gatewayKey).map(Secret::new).or(assistant::gatewayKey);
        boolean enabled = assistantOnly() || (assistant.enabled() && !GATEWAY.equals(only));
        return config.withAssistant(assistant.asking(enabled, url, key));
    }

    private static String checked(Surroundings around, String url) {
        if (!url.matches("https?://[^/\\s]+(/\\S*)?/v1/?")) {
            throw new ExitException(around.texts().say("serve.bad-gateway", url));
        }
        return url.replaceFirst("/$", "");
    }
}
