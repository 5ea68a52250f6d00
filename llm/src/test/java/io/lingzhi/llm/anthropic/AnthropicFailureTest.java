package io.lingzhi.llm.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.protocol.WireError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnthropicFailureTest {
    private static final Optional<Duration> UNKNOWN = Optional.empty();

    @Test
    void everyFailureHasItsStatusAndType() {
        assertTold(Failure.InvalidRequest.of("m"), 400, "invalid_request_error");
        assertTold(new Failure.Unsupported("m"), 400, "invalid_request_error");
        assertTold(new Failure.ContextTooLong("m"), 400, "invalid_request_error");
        assertTold(new Failure.Unauthenticated("m"), 401, "authentication_error");
        assertTold(new Failure.Forbidden("m"), 403, "permission_error");
        assertTold(new Failure.UnknownRoute("m"), 404, "not_found_error");
        assertTold(new Failure.UnknownModel("m", List.of()), 404, "not_found_error");
        assertTold(new Failure.PayloadTooLarge("m"), 413, "request_too_large");
        assertTold(new Failure.RateLimited("m", UNKNOWN), 429, "rate_limit_error");
        assertTold(new Failure.QuotaExhausted("m", UNKNOWN), 429, "rate_limit_error");
        assertTold(new Failure.InternalFault("m"), 500, "api_error");
        assertTold(new Failure.Unreachable("m"), 502, "api_error");
        assertTold(new Failure.UpstreamFault("m"), 502, "api_error");
        assertTold(new Failure.NoCredential("m"), 503, "api_error");
        assertTold(new Failure.TimedOut("m"), 504, "timeout_error");
        assertTold(new Failure.Overloaded("m", UNKNOWN), 529, "overloaded_error");
    }

    @Test
    void alwaysTellsWhenToComeBackWhereComingBackHelps() {
        assertThat(retryAfter(new Failure.RateLimited("m", Optional.of(Duration.ofMillis(1200)))))
                .contains("2");
        assertThat(retryAfter(new Failure.RateLimited("m", UNKNOWN))).contains("5");
        assertThat(retryAfter(new Failure.Overloaded("m", UNKNOWN))).contains("5");
        assertThat(retryAfter(new Failure.NoCredential("m"))).contains("5");
        assertThat(retryAfter(new Failure.UpstreamFault("m"))).isEmpty();
    }

    @Test
    void tellsAgentsInTheirWordsThatAConversationIsTooLong() {
        assertThat(body(new Failure.ContextTooLong("Over 9000."))).contains("\"prompt is too long: Over 9000.\"");
        assertThat(body(new Failure.ContextTooLong("prompt is too long: 9"))).contains("\"prompt is too long: 9\"");
    }

    @Test
    void endsAStreamWithAnErrorEvent() {
        assertThat(new String(
                        new AnthropicInbound().encodeStreamFailure(new Failure.TimedOut("Too late.")),
                        StandardCharsets.UTF_8))
                .isEqualTo("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"timeout_error\","
                        + "\"message\":\"Too late.\"}}\n\n");
    }

    private static void assertTold(Failure failure, int status, String type) {
        assertThat(encoded(failure).status()).as("%s", failure).isEqualTo(status);
        assertThat(body(failure)).startsWith("{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",");
    }

    private static Optional<String> retryAfter(Failure failure) {
        return Optional.ofNullable(encoded(failure).headers().get("retry-after"));
    }

    private static String body(Failure failure) {
        return new String(encoded(failure).body(), StandardCharsets.UTF_8);
    }

    private static WireError encoded(Failure failure) {
        return new AnthropicInbound().encodeFailure(failure);
    }
}
