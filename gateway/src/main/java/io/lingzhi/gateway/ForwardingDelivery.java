package io.lingzhi.gateway;

import io.lingzhi.gateway.rescue.Transcript;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Loss;
import io.lingzhi.llm.StreamEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Tells the client all that it is told; what stands between an attempt and the client says only what it does otherwise.
 */
abstract class ForwardingDelivery implements Delivery {
    final Delivery client;

    ForwardingDelivery(Delivery client) {
        this.client = client;
    }

    @Override
    public void translationLost(List<Loss> losses) {
        client.translationLost(losses);
    }

    @Override
    public void upstreamHeaders(Map<String, String> headers) {
        client.upstreamHeaders(headers);
    }

    @Override
    public void attempted(int count) {
        client.attempted(count);
    }

    @Override
    public void answeredForNothing() {
        client.answeredForNothing();
    }

    @Override
    public void costs(Supplier<OptionalLong> soFar) {
        client.costs(soFar);
    }

    @Override
    public void keepAlive() {
        client.keepAlive();
    }

    @Override
    public void events(List<StreamEvent> events) {
        client.events(events);
    }

    @Override
    public void frames(byte[] raw, List<StreamEvent> meaning) {
        client.frames(raw, meaning);
    }

    @Override
    public void framesEnd() {
        client.framesEnd();
    }

    @Override
    public void pieces(String contentType) {
        client.pieces(contentType);
    }

    @Override
    public void body(String contentType, byte[] raw) {
        client.body(contentType, raw);
    }

    @Override
    public int fail(Failure failure) {
        return client.fail(failure);
    }

    @Override
    public Optional<Transcript> told() {
        return client.told();
    }

    @Override
    public void begins() {
        client.begins();
    }

    @Override
    public boolean begun() {
        return client.begun();
    }

    @Override
    public boolean committed() {
        return client.committed();
    }

    @Override
    public boolean congested() {
        return client.congested();
    }

    @Override
    public void onDrained(Runnable task) {
        client.onDrained(task);
    }

    @Override
    public void execute(Runnable task) {
        client.execute(task);
    }
}
