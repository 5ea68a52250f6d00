package io.lingzhi.gateway.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.openairesponses.StoredResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseStoreTest {
    private Instant now = Instant.EPOCH;
    private final ResponseStore store =
            new ResponseStore(() -> new ResponseStore.Bounds(100, 3, Duration.ofMinutes(10)), () -> now);

    private void put(String key, String id, long size) {
        store.put(key, new StoredResponse(List.of(), Json.object().put("id", id).build()), "cred", size);
    }

    @Test
    void givesAResponseToItsOwnKeyOnly() {
        put("alice", "r1", 10);

        assertThat(store.get("alice", "r1")).isPresent();
        assertThat(store.get("bob", "r1")).isEmpty();
        assertThat(store.delete("bob", "r1")).isEmpty();
        assertThat(store.delete("alice", "r1")).isPresent();
        assertThat(store.get("alice", "r1")).isEmpty();
    }

    @Test
    void forgetsAfterItsTime() {
        put("k", "r1", 10);
        now = now.plus(Duration.ofMinutes(10)).minusMillis(1);
        assertThat(store.get("k", "r1")).isPresent();
        now = now.plusMillis(1);
        assertThat(store.get("k", "r1")).isEmpty();
        assertThat(store.size()).isZero();
    }

    @Test
    void oldestGoFirstWhenThereAreTooMany() {
        for (int i = 1; i <= 4; i++) {
            put("k", "r" + i, 1);
        }
        assertThat(store.get("k", "r1")).isEmpty();
        assertThat(store.size()).isEqualTo(3);
    }

    @Test
    void oldestGoFirstWhenTheyAreTooLarge() {
        put("k", "r1", 60);
        put("k", "r2", 30);
        put("k", "r3", 40);
        assertThat(store.get("k", "r1")).isEmpty();
        assertThat(store.get("k", "r2")).isPresent();
    }

    @Test
    void oneThatIsTooLargeIsNotKeptAndPushesNobodyOut() {
        put("k", "r1", 60);
        put("k", "huge", 101);
        assertThat(store.get("k", "huge")).isEmpty();
        assertThat(store.get("k", "r1")).isPresent();
    }

    @Test
    void sameIdAgainReplacesAndIsCountedOnce() {
        for (int i = 0; i < 50; i++) {
            put("k", "r1", 90);
        }
        put("k", "r2", 10);
        assertThat(store.get("k", "r1")).isPresent();
    }
}
