package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatchingUpTest {
    private Runnable drained = () -> {};
    private final CatchingUp client = new CatchingUp(task -> drained = task);
    private final List<String> woken = new ArrayList<>();

    @Test
    void wakesBothCallsThatWaitForOneClient() {
        client.then(() -> woken.add("first"));
        client.then(() -> woken.add("second"));
        drained.run();
        assertThat(woken).containsExactly("first", "second");
    }

    @Test
    void wakesEachOnceAndTakesNewOnesMeanwhile() {
        client.then(() -> client.then(() -> woken.add("again")));
        drained.run();
        assertThat(woken).isEmpty();
        drained.run();
        assertThat(woken).containsExactly("again");
    }
}
