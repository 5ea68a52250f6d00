package io.lingzhi.gateway.admin;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.admin.Management.Answer;
import io.lingzhi.gateway.config.AuthIndex;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.credential.Cause;
import io.lingzhi.gateway.credential.HealthBoard;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operator sees of credentials and does to them: how each stands, and to disable, enable, drain or forgive it.
 * A call names its credential by {@code credential} (the id) or by {@code auth_index}, as CLIProxyAPI's tools do.
 */
public final class Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

    private final Supplier<Config> config;
    private final HealthBoard health;
    private final InstantSource clock;

    /** @param clock the board's */
    public Credentials(Supplier<Config> config, HealthBoard health, InstantSource clock) {
        this.config = config;
        this.health = health;
        this.clock = clock;
    }

    private record Found(Config.Provider provider, Config.Credential credential) {
        String id() {
            return credential.id();
        }
    }

    /** {@code {"credentials":[{"id","auth_index","provider","kind","priority","state","in_flight","models"?}]}}. */
    public Answer list(ClientRequest request) {
        Instant now = clock.instant();
        List<HealthBoard.Entry> entries = health.entries(now);
        List<JsonValue> rows =
                all().stream().<JsonValue>map(found -> row(found, entries, now)).toList();
        return Answer.of(
                Json.object().put("credentials", new JsonValue.Arr(rows)).build());
    }

    private List<Found> all() {
        return config.get().providers().stream()
                .flatMap(provider -> provider.credentials().stream().map(credential -> new Found(provider, credential)))
                .toList();
    }

    private JsonValue.Obj row(Found found, List<HealthBoard.Entry> entries, Instant now) {
        List<HealthBoard.Entry> own = entries.stream()
                .filter(entry -> entry.credentialId().equals(found.id()))
                .toList();
        ObjectBuilder row = Json.object()
                .put("id", found.id())
                .put("auth_index", AuthIndex.of(found.provider(), found.credential()))
                .put("provider", found.provider().name())
                .put("kind", found.provider().kind().key())
                .put("priority", found.provider().priority())
                .put("state", state(found, own))
                .put("in_flight", health.slots().underWay(found.id()));
        List<JsonValue> models = own.stream()
                .filter(entry -> !entry.cause().isByHand())
                .<JsonValue>map(entry -> against(entry, now))
                .toList();
        return (models.isEmpty() ? row : row.put("models", new JsonValue.Arr(models))).build();
    }

    private static JsonValue.Obj against(HealthBoard.Entry entry, Instant now) {
        return Json.object()
                .put("model", entry.model())
                .put("state", now.isBefore(entry.probeAt()) ? "cooling" : "probing")
                .put("cause", entry.cause().words())
                .put("again_at", entry.probeAt().toString())
                .put("until", entry.until().toString())
                .put("failures", entry.level())
                .build();
    }

    private String state(Found found, List<HealthBoard.Entry> own) {
        if (!found.provider().enabled() || !found.credential().usable()) {
            return "unusable";
        }
        Optional<Cause> byHand = own.stream()
                .map(HealthBoard.Entry::cause)
                .filter(Cause::isByHand)
                .findFirst();
        if (byHand.isPresent()) {
            boolean drains = byHand.get() == Cause.DRAINED;
            boolean runs = health.slots().underWay(found.id()) > 0;
            return !drains ? "disabled" : runs ? "draining" : "drained";
        }
        return own.isEmpty() ? "ready" : "cooling";
    }

    /** {@code {"credential","action":"disable|enable|drain|reset"}}; answers with the credential's row. */
    public Answer change(ClientRequest request) {
        return on(request, (found, body) -> switch (body.string("action", "")) {
            case "disable" -> changed(found, "disabled", () -> health.switchOff(found.id()));
            case "enable" -> changed(found, "enabled", () -> health.switchOn(found.id()));
            case "drain" -> changed(found, "drained", () -> health.drain(found.id()));
            case "reset" -> changed(found, "forgiven", () -> health.forgive(found.id()));
            default -> Answer.error(400, "action must be disable, enable, drain or reset");
        });
    }

    private Answer changed(Found found, String word, Runnable change) {
        change.run();
        LOG.info("credential {} was {} by hand", found.id(), word);
        Instant now = clock.instant();
        return Answer.of(row(found, health.entries(now), now));
    }

    /** {@code {"credential"} or {"auth_index"}}; answers {@code {"status":"ok","auth_index","models":[...]}}. */
    public Answer resetQuota(ClientRequest request) {
        return on(request, (found, body) -> {
            List<String> models = health.entries(clock.instant()).stream()
                    .filter(entry -> entry.credentialId().equals(found.id()))
                    .filter(entry -> !entry.cause().isByHand())
                    .map(HealthBoard.Entry::model)
                    .toList();
            Answer _ = changed(found, "forgiven", () -> health.forgive(found.id()));
            return Answer.of(Json.object()
                    .put("status", "ok")
                    .put("auth_index", AuthIndex.of(found.provider(), found.credential()))
                    .put("models", JsonValue.Arr.ofStrings(models))
                    .build());
        });
    }

    private interface Act {
        Answer on(Found found, JsonValue.Obj body);
    }

    private Answer on(ClientRequest request, Act act) {
        JsonValue.Obj body;
        try {
            body = Json.parseObject(request.body());
        } catch (JsonSyntaxException e) {
            return Answer.error(400, "invalid body: a JSON object with credential or auth_index is expected");
        }
        Optional<String> id = body.string("credential");
        Optional<String> index = body.string("auth_index");
        if (id.isEmpty() && index.isEmpty()) {
            return Answer.error(400, "name the credential: credential or auth_index is missing");
        }
        return all().stream()
                .filter(found -> id.map(found.id()::equals)
                        .orElseGet(() -> index.filter(AuthIndex.of(found.provider(), found.credential())::equals)
                                .isPresent()))
                .findFirst()
                .map(found -> act.on(found, body))
                .orElseGet(() -> Answer.error(404, "no such credential: GET /v0/management/credentials lists them"));
    }
}
