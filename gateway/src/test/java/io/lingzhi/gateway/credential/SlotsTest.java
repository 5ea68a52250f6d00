package io.lingzhi.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.Configs;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.EntryTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SlotsTest {
    private final Slots slots = new Slots();

    private static Config.Provider provider(int all, int each) {
        return Configs.withTerms(
                Configs.provider("p", "http://127.0.0.1:1", "m", "m", "one", "two"),
                new EntryTerms(true, Optional.empty(), all, each));
    }

    private static Target target(Config.Provider provider, int credential) {
        return new Target(provider, provider.credentials().get(credential), "m");
    }

    @Test
    void givesAsManyPlacesAsThereAre() {
        Target one = target(provider(0, 2), 0);
        Slots.Lease first = slots.take(one).orElseThrow();
        assertThat(slots.take(one)).isPresent();
        assertThat(slots.take(one)).isEmpty();
        assertThat(slots.underWay(one.credential().id())).isEqualTo(2);

        first.close();
        first.close();
        assertThat(slots.take(one)).isPresent();
        assertThat(slots.take(one)).isEmpty();
    }

    @Test
    void countsAProvidersCredentialsTogether() {
        Config.Provider provider = provider(2, 0);
        assertThat(slots.take(target(provider, 0))).isPresent();
        assertThat(slots.take(target(provider, 1))).isPresent();
        assertThat(slots.take(target(provider, 0))).isEmpty();
    }

    @Test
    void countsWithoutALimitToo() {
        Target free = target(provider(0, 0), 0);
        for (int i = 0; i < 100; i++) {
            assertThat(slots.take(free)).isPresent();
        }
        assertThat(slots.underWay(free.credential().id())).isEqualTo(100);
    }

    @Test
    void servesThoseWhoWaitInTheirOrderAndBeforeAnybodyElse() {
        Target one = target(provider(0, 1), 0);
        Slots.Lease held = slots.take(one).orElseThrow();
        List<String> woken = new ArrayList<>();
        Slots.Turn first = slots.waitFor(List.of(one), 9).orElseThrow();
        Slots.Turn second = slots.waitFor(List.of(one), 9).orElseThrow();
        first.whenGranted(() -> woken.add("first"));
        second.whenGranted(() -> woken.add("second"));

        held.close();
        assertThat(woken).containsExactly("first");
        assertThat(slots.take(one)).isEmpty();
        first.claim().orElseThrow().close();
        assertThat(woken).containsExactly("first", "second");
        assertThat(second.claim()).isPresent();
    }

    @Test
    void passesAPlaceOnWhenWhoWaitedForItIsGone() {
        Target one = target(provider(0, 1), 0);
        Slots.Lease held = slots.take(one).orElseThrow();
        Slots.Turn gone = slots.waitFor(List.of(one), 9).orElseThrow();
        Slots.Turn left = slots.waitFor(List.of(one), 9).orElseThrow();
        Slots.Turn next = slots.waitFor(List.of(one), 9).orElseThrow();
        left.leave();
        held.close();
        gone.leave();
        gone.leave();

        assertThat(next.claim()).isPresent();
        assertThat(slots.waiting()).isZero();
        assertThat(slots.underWay(one.credential().id())).isEqualTo(1);
    }

    @Test
    void letsNoMoreWaitThanAllowed() {
        Target one = target(provider(0, 1), 0);
        assertThat(slots.take(one)).isPresent();
        assertThat(slots.waitFor(List.of(one), 0)).isEmpty();
        assertThat(slots.waitFor(List.of(one), 1)).isPresent();
        assertThat(slots.waitFor(List.of(one), 1)).isEmpty();
    }

    @Test
    void grantsAPlaceThatCameFreeBeforeTheWaitBegan() {
        Target one = target(provider(0, 1), 0);
        Slots.Turn turn = slots.waitFor(List.of(one), 9).orElseThrow();
        AtomicInteger woken = new AtomicInteger();
        turn.whenGranted(woken::incrementAndGet);
        assertThat(woken).hasValue(1);
        assertThat(turn.claim()).isPresent();
    }

    /** Many threads take, wait, give up and give back: never more than the limit, and nobody sleeps on. */
    @Test
    @Timeout(60)
    void losesNoPlaceAndNoWakeUp() throws Exception {
        int threads = 8;
        Config.Provider provider = provider(3, 2);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(threads);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int seed = 0; seed < threads; seed++) {
                Random random = new Random(seed);
                pool.execute(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        work(provider, random, inside, most, served);
                    }
                    done.countDown();
                });
            }
            assertThat(done.await(50, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(most.get()).isLessThanOrEqualTo(3);
        assertThat(served.get()).isPositive();
        assertThat(slots.waiting()).isZero();
        provider.credentials()
                .forEach(each -> assertThat(slots.underWay(each.id())).isZero());
    }

    private void work(
            Config.Provider provider, Random random, AtomicInteger inside, AtomicInteger most, AtomicInteger served) {
        List<Target> wanted = List.of(target(provider, random.nextInt(2)));
        Optional<Slots.Lease> lease = slots.take(wanted.getFirst());
        if (lease.isEmpty()) {
            Slots.Turn turn = slots.waitFor(wanted, 100).orElseThrow();
            if (random.nextInt(4) == 0) {
                turn.leave();
                return;
            }
            CountDownLatch woken = new CountDownLatch(1);
            turn.whenGranted(woken::countDown);
            try {
                assertThat(woken.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            lease = turn.claim();
        }
        int now = inside.incrementAndGet();
        most.accumulateAndGet(now, Math::max);
        served.incrementAndGet();
        inside.decrementAndGet();
        lease.orElseThrow().close();
    }
}
