package io.lingzhi.app.cli;

import io.lingzhi.app.Wiring;
import io.lingzhi.gateway.Explanation;
import io.lingzhi.gateway.access.ClientKeys;
import io.lingzhi.gateway.admin.ExplanationJson;
import io.lingzhi.gateway.admin.RouteExplaining;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.store.SqliteHealth;
import io.lingzhi.gateway.store.StoreException;
import io.lingzhi.llm.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code lingzhi explain MODEL}: where a request for a model would go now, as the running service tells it; without
 * one, by the configuration and what is kept of credentials' health.
 */
@Command(name = "explain")
final class ExplainCommand implements Runnable {
    private final Surroundings around;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--url", paramLabel = "URL")
    private @Nullable String url;

    @Option(names = "--management-key", paramLabel = "KEY")
    private @Nullable String managementKey;

    @Option(names = "--key", paramLabel = "ID")
    private String key = ClientKeys.ANONYMOUS;

    @Option(names = "--header", paramLabel = "LINE")
    private List<String> headers = new ArrayList<>();

    @Parameters(index = "0", paramLabel = "MODEL")
    private String model = "";

    ExplainCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        Map<String, String> told = told();
        Config settings = config.require(around).loaded().config();
        JsonValue.Obj explanation;
        try {
            explanation =
                    RunningService.of(around, settings, url, managementKey).get(path());
        } catch (RunningService.AwayException e) {
            if (url != null) {
                throw e;
            }
            around.err().println(around.texts().say("explain.alone", String.valueOf(e.getMessage())));
            explanation = alone(settings, told);
        }
        new ExplanationText(around.texts(), around.out()).print(explanation);
    }

    private Map<String, String> told() {
        try {
            return RouteExplaining.headers(headers);
        } catch (IllegalArgumentException e) {
            throw new ExitException(around.texts().say("explain.no-header"));
        }
    }

    private String path() {
        StringBuilder path = new StringBuilder("/v0/management/route/explain?model=" + encoded(model));
        path.append("&key=").append(encoded(key));
        headers.forEach(line -> path.append("&header=").append(encoded(line)));
        return path.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonValue.Obj alone(Config settings, Map<String, String> told) {
        try (Wiring wiring = new Wiring(settings, _ -> {})) {
            recall(wiring, settings);
            Explanation explanation =
                    wiring.explainer().explain(model, key, name -> Optional.ofNullable(told.get(name)));
            if (explanation.unknown()) {
                throw new ExitException(explanation.problem().orElse(model));
            }
            return ExplanationJson.of(explanation);
        }
    }

    private void recall(Wiring wiring, Config settings) {
        if (!settings.care().cooling().kept()) {
            return;
        }
        try {
            wiring.recall(new SqliteHealth(data.folder(around)));
        } catch (StoreException e) {
            around.err().println(around.texts().say("explain.nothing-kept", String.valueOf(e.getMessage())));
        }
    }
}
