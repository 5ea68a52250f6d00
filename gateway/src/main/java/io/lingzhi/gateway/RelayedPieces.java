package io.lingzhi.gateway;

import io.lingzhi.llm.Failure;
import java.util.List;

/** Passes the bytes of an answer on as they come, no faster than the client takes them. Nothing is held. */
final class RelayedPieces implements HeadSwitch.BodyReader {
    private final String contentType;
    private final Delivery delivery;
    private final Lane.End lane;
    private final Backpressure pressure;

    RelayedPieces(String contentType, Delivery delivery, Lane.End lane, Backpressure pressure) {
        this.contentType = contentType;
        this.delivery = delivery;
        this.lane = lane;
        this.pressure = pressure;
    }

    @Override
    public void chunk(byte[] bytes) {
        if (bytes.length > 0) {
            begin();
            delivery.frames(bytes, List.of());
            pressure.heed();
        }
    }

    private void begin() {
        if (!delivery.begun()) {
            delivery.pieces(contentType);
        }
    }

    @Override
    public void end() {
        begin();
        delivery.framesEnd();
        lane.delivered();
    }

    @Override
    public void failed(Failure failure) {
        lane.failed(failure);
    }
}
