package io.lingzhi.llm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamSignsTest {
    private static Optional<Failure> of(int status, Map<String, String> headers, String body) {
        return UpstreamSigns.of(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesAGuardsPageForALimitAndNotForARejectedKey() {
        String page = "<!DOCTYPE html><HTML><head><title>Just a moment...</title>Cloudflare</head></HTML>";
        assertThat(of(403, Map.of(), page))
                .get()
                .isInstanceOfSatisfying(
                        Failure.RateLimited.class,
                        limited -> assertThat(limited.retryAfter()).contains(Duration.ofSeconds(10)));
        assertThat(of(403, Map.of("cf-mitigated", "challenge", "retry-after", "60"), ""))
                .get()
                .isInstanceOfSatisfying(
                        Failure.RateLimited.class,
                        limited -> assertThat(limited.retryAfter()).contains(Duration.ofMinutes(1)));
        assertThat(of(403, Map.of(), "{\"error\":\"no\"}")).isEmpty();
        assertThat(of(500, Map.of(), page)).isEmpty();
    }

    @Test
    void takesALoginThatHasRunOutForARejectedKey() {
        assertThat(of(400, Map.of(), "{\"error\":\"invalid_grant\"}"))
                .get()
                .isInstanceOf(Failure.Unauthenticated.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"code\":\"model_not_supported\"}}",
                "{\"error\":{\"message\":\"The requested model is not supported.\"}}",
                "this Model is not available for your plan"
            })
    void takesAModelThatMayNotBeUsedForAnUnknownOne(String body) {
        assertThat(of(400, Map.of(), body)).get().isInstanceOf(Failure.UnknownModel.class);
        assertThat(of(200, Map.of(), body)).isEmpty();
    }

    @Test
    void leavesTheRefusalOfAPrefillARequestFault() {
        String refusal = "{\"error\":{\"message\":\"This model does not support assistant message prefill.\"}}";
        assertThat(of(400, Map.of(), refusal)).isEmpty();
    }
}
