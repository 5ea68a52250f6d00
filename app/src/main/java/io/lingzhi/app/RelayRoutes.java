package io.lingzhi.app;

import io.lingzhi.gateway.Relay;
import io.lingzhi.gateway.http.Router;
import java.util.Optional;

/** The routes of the OpenAI API that are passed on to upstreams of that API, and never translated. */
final class RelayRoutes {
    /** Source: https://platform.openai.com/docs/api-reference/moderations, read 2026-11-23. */
    private static final String MODERATION_MODEL = "omni-moderation-latest";

    private RelayRoutes() {}

    static Router addTo(Router router, Relay relay) {
        Relay.Route moderations = new Relay.Route("moderations", "/moderations", Optional.of(MODERATION_MODEL));
        return router.at("POST", "/v1/images/generations", relay.json(Relay.Route.of("images", "/images/generations")))
                .uploadAt("POST", "/v1/images/edits", relay.form(Relay.Route.of("images", "/images/edits")))
                .uploadAt("POST", "/v1/images/variations", relay.form(Relay.Route.of("images", "/images/variations")))
                .at("POST", "/v1/audio/speech", relay.json(Relay.Route.of("speech", "/audio/speech")))
                .uploadAt(
                        "POST",
                        "/v1/audio/transcriptions",
                        relay.form(Relay.Route.of("transcriptions", "/audio/transcriptions")))
                .uploadAt(
                        "POST",
                        "/v1/audio/translations",
                        relay.form(Relay.Route.of("translations", "/audio/translations")))
                .at("POST", "/v1/moderations", relay.json(moderations))
                .at("POST", "/v1/rerank", relay.json(Relay.Route.of("rerank", "/rerank")));
    }
}
