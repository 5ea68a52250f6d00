package io.lingzhi.gateway;

import io.lingzhi.llm.Failure;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Collects the beginning of an error's body; the rest is read and thrown away. A body that breaks off counts as far as
 * it came.
 */
final class TruncatedBody implements HeadSwitch.BodyReader {
    private final int maxBytes;
    private final Consumer<byte[]> complete;
    private final Consumer<Failure> failed;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

    TruncatedBody(int maxBytes, Consumer<byte[]> complete, Consumer<Failure> failed) {
        this.maxBytes = maxBytes;
        this.complete = complete;
        this.failed = failed;
    }

    @Override
    public void chunk(byte[] bytes) {
        collected.write(bytes, 0, Math.min(bytes.length, maxBytes - collected.size()));
    }

    @Override
    public void end() {
        complete.accept(collected.toByteArray());
    }

    @Override
    public void failed(Failure failure) {
        if (failure instanceof Failure.InternalFault) {
            failed.accept(failure);
        } else {
            complete.accept(collected.toByteArray());
        }
    }
}
