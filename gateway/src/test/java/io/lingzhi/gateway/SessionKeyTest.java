package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionKeyTest {
    /** Every source of a key, the strongest first. */
    private static final List<String> HEADERS = List.of(
            "session-id",
            "session_id",
            "thread-id",
            "x-session-id",
            "x-session-affinity",
            "x-amp-thread-id",
            "x-client-request-id");

    private static Optional<String> key(Map<String, String> headers, String body) {
        return key("key-1", headers, body);
    }

    private static Optional<String> key(String scope, Map<String, String> headers, String body) {
        return SessionKey.of(
                new ClientRequest(
                        "req",
                        "POST",
                        "/v1/messages",
                        name -> Optional.ofNullable(headers.get(name)),
                        _ -> Optional.empty(),
                        body.getBytes(StandardCharsets.UTF_8),
                        InetAddress.getLoopbackAddress()),
                scope);
    }

    private static Optional<String> ofHeader(String name, String id) {
        return key(Map.of(name, id), "{}");
    }

    @Test
    void takesHeadersInTheirOrder() {
        Map<String, String> headers = new HashMap<>();
        for (String name : HEADERS.reversed()) {
            headers.put(name, "id-of-" + name);
            assertThat(key(headers, "{\"session_id\":\"x\"}")).isEqualTo(ofHeader("session-id", "id-of-" + name));
        }
        headers.put("x-claude-code-session-id", "claude");
        assertThat(key(headers, "not json")).isEqualTo(ofHeader("session-id", "claude"));
    }

    @Test
    void takesClaudesSessionOutOfTheUserIdBeforeOtherHeaders() {
        String uuid = "0b1d6c1e-1111-2222-3333-444455556666";
        String suffix = "{\"metadata\":{\"user_id\":\"user_abc_account__session_" + uuid + "\"}}";
        String object = "{\"metadata\":{\"user_id\":\"{\\\"device_id\\\":\\\"d\\\",\\\"session_id\\\":\\\"" + uuid
                + "\\\"}\"}}";
        assertThat(key(Map.of("session-id", "other"), suffix)).isEqualTo(ofHeader("session-id", uuid));
        assertThat(key(Map.of("session-id", "other"), object)).isEqualTo(ofHeader("session-id", uuid));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"session_id\":\"s\",\"prompt_cache_key\":\"no\"}",
                "{\"sessionId\":\"s\",\"prompt_cache_key\":\"no\"}",
                "{\"prompt_cache_key\":\"s\",\"conversation\":\"no\"}",
                "{\"conversation\":\"s\",\"metadata\":{\"user_id\":\"no\"}}",
                "{\"conversation\":{\"id\":\"s\"},\"metadata\":{\"user_id\":\"no\"}}",
                "{\"metadata\":{\"user_id\":\"s\"},\"conversation_id\":\"no\"}",
                "{\"conversation_id\":\"s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
            })
    void takesMembersInTheirOrder(String body) {
        assertThat(key(Map.of(), body)).isEqualTo(ofHeader("session-id", "s"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"system\":\"be kind\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}%s]}",
                "{\"system\":[{\"type\":\"text\",\"text\":\"be kind\"}],"
                        + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}%s]}",
                "{\"instructions\":\"be kind\",\"input\":[{\"role\":\"user\",\"content\":\"hi\"}%s]}",
                "{\"systemInstruction\":{\"parts\":[{\"text\":\"be kind\"}]},"
                        + "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}%s]}"
            })
    void tellsAConversationByItsBeginning(String body) {
        Optional<String> first = key(Map.of(), body.formatted(""));
        Optional<String> later = key(
                Map.of(),
                body.formatted(",{\"role\":\"assistant\",\"content\":\"yes\"},{\"role\":\"user\",\"content\":\"go\"}"));
        assertThat(first).isPresent().isEqualTo(later);
        assertThat(key(Map.of(), body.formatted("").replace("hi", "ho")))
                .isPresent()
                .isNotEqualTo(first);
        assertThat(key(Map.of(), body.formatted("").replace("kind", "terse"))).isNotEqualTo(first);
    }

    @Test
    void twoClientKeysNeverShareAConversation() {
        Map<String, String> same = Map.of("session-id", "s");
        assertThat(key("key-1", same, "{}")).isNotEqualTo(key("key-2", same, "{}"));
    }

    @Test
    void ignoresWhatCanBeNoId() {
        assertThat(ofHeader("session-id", "x".repeat(257))).isEmpty();
        assertThat(ofHeader("session-id", "a\u0007b")).isEmpty();
        assertThat(ofHeader("session-id", " ")).isEmpty();
        assertThat(key(Map.of(), "{\"session_id\":7,\"messages\":[]}")).isEmpty();
        assertThat(key(Map.of(), "not json")).isEmpty();
    }

    @Test
    void showsNothingOfTheIdItself() {
        assertThat(ofHeader("session-id", "secret-id").orElseThrow())
                .doesNotContain("secret")
                .hasSize(32);
    }
}
