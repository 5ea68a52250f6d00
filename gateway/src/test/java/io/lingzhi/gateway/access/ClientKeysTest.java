package io.lingzhi.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientKeysTest {
    private final ClientKeys keys = new ClientKeys(List.of(new Secret("first-key"), new Secret("second-key")));

    @Test
    void knowsEachKeyByAnIdThatDoesNotShowIt() {
        String id = keys.identify(List.of("second-key")).orElseThrow();
        assertThat(id).matches("key-[0-9a-f]{12}").isEqualTo(ClientKeys.keyId("second-key"));
        assertThat(id).isNotEqualTo(ClientKeys.keyId("first-key"));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(keys.identify(List.of())).isEmpty();
        assertThat(keys.identify(List.of(""))).isEmpty();
        assertThat(keys.identify(List.of("first-key ", "FIRST-KEY", "first"))).isEmpty();
    }

    @Test
    void findsTheRightKeyBesideAWrongOne() {
        assertThat(keys.identify(List.of("wrong", "first-key"))).contains(ClientKeys.keyId("first-key"));
    }

    @Test
    void letsEverybodyInWhereThereAreNoKeys() {
        assertThat(new ClientKeys(List.of()).identify(List.of("anything"))).contains(ClientKeys.ANONYMOUS);
    }
}
