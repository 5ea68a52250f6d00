package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.upstream.UpstreamCall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackpressureTest {
    private final List<String> journal = new ArrayList<>();
    private final RecordingDelivery client = new RecordingDelivery();
    private final Backpressure pressure = new Backpressure(client);
    private final UpstreamCall call = new UpstreamCall() {
        @Override
        public void cancel() {
            journal.add("cancel");
        }

        @Override
        public void pause() {
            journal.add("pause");
        }

        @Override
        public void resume() {
            journal.add("resume");
        }

        @Override
        public void heard(double tokens) {}

        @Override
        public void complete() {}
    };

    @Test
    void leavesTheUpstreamAloneWhileTheClientKeepsUp() {
        pressure.governs(call);
        pressure.heed();
        assertThat(journal).isEmpty();
    }

    @Test
    void pausesOnceUntilTheClientHasCaughtUp() {
        pressure.governs(call);
        client.congested = true;
        pressure.heed();
        pressure.heed();
        assertThat(journal).containsExactly("pause");

        client.drain();
        assertThat(journal).containsExactly("pause", "resume");
        client.congested = true;
        pressure.heed();
        assertThat(journal).containsExactly("pause", "resume", "pause");
    }

    @Test
    void pausesACallThatBeginsWhileTheClientIsSlow() {
        client.congested = true;
        pressure.heed();
        pressure.governs(call);
        assertThat(journal).containsExactly("pause");
    }
}
