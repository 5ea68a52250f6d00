package io.lingzhi.gateway;

import io.lingzhi.llm.Failure;
import java.util.function.Consumer;

/** Collects a body up to a limit and hands it over whole. */
final class WholeBody implements HeadSwitch.BodyReader {
    private final long maxBytes;
    private final Consumer<byte[]> complete;
    private final Consumer<Failure> failed;
    private final Pieces collected = new Pieces();
    private boolean tooLong;

    WholeBody(long maxBytes, Consumer<byte[]> complete, Consumer<Failure> failed) {
        this.maxBytes = maxBytes;
        this.complete = complete;
        this.failed = failed;
    }

    @Override
    public void chunk(byte[] bytes) {
        if (collected.size() + (long) bytes.length > maxBytes) {
            tooLong = true;
        } else if (!tooLong) {
            collected.add(bytes);
        }
    }

    @Override
    public void end() {
        if (tooLong) {
            failed.accept(new Failure.UpstreamFault(
                    "the upstream's answer is longer than " + maxBytes + " bytes (limits.response)"));
        } else {
            complete.accept(collected.take());
        }
    }

    @Override
    public void failed(Failure failure) {
        failed.accept(failure);
    }
}
