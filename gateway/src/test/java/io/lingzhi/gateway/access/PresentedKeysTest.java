package io.lingzhi.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PresentedKeysTest {
    @Test
    void looksInEveryPlaceWhereClientsPutKeys() {
        Map<String, String> headers =
                Map.of("authorization", "Bearer one", "x-api-key", "two", "x-goog-api-key", "three");
        Map<String, String> query = Map.of("key", "four", "auth_token", "five");
        assertThat(of(headers, query)).containsExactly("one", "two", "three", "four", "five");
    }

    @Test
    void takesBearerInAnyCaseAndKeysWithoutScheme() {
        assertThat(of(Map.of("authorization", "  bEARER   abc "), Map.of())).containsExactly("abc");
        assertThat(of(Map.of("authorization", "abc"), Map.of())).containsExactly("abc");
    }

    @Test
    void ignoresEmptyPlaces() {
        assertThat(of(Map.of("authorization", "Bearer ", "x-api-key", " "), Map.of("key", "")))
                .isEmpty();
    }

    private static List<String> of(Map<String, String> headers, Map<String, String> query) {
        return PresentedKeys.of(
                name -> Optional.ofNullable(headers.get(name)), name -> Optional.ofNullable(query.get(name)));
    }
}
