package io.lingzhi.gateway.amp;

import io.lingzhi.gateway.Reply;
import io.lingzhi.gateway.upstream.UpstreamCall;
import io.lingzhi.gateway.upstream.UpstreamClient;
import io.lingzhi.gateway.upstream.UpstreamListener;
import io.lingzhi.gateway.upstream.UpstreamRequest;
import io.lingzhi.llm.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One answer of Amp's service on its way to the client, piece by piece: the service is not read from while the client
 * is slow. Used on one event loop.
 */
final class AmpRelay implements UpstreamListener {
    private static final Logger LOG = LoggerFactory.getLogger(AmpRelay.class);

    private final String method;
    private final String upstreamUrl;
    private final Reply reply;
    private @Nullable UpstreamCall call;
    private boolean begun;
    private boolean paused;

    AmpRelay(String method, String upstreamUrl, Reply reply) {
        this.method = method;
        this.upstreamUrl = upstreamUrl;
        this.reply = reply;
    }

    void begin(UpstreamClient client, UpstreamRequest request) {
        UpstreamCall running = client.call(request, this);
        call = running;
        reply.onGone(running::cancel);
    }

    @Override
    public void head(int status, Map<String, String> received) {
        Map<String, String> headers = AmpHeaders.towardsClient(received, upstreamUrl);
        begun = true;
        if (method.equals("HEAD") || status == 204 || status == 304) {
            reply.whole(status, headers, new byte[0]);
        } else {
            reply.head(status, headers);
        }
    }

    @Override
    public void chunk(byte[] bytes) {
        reply.write(bytes);
        UpstreamCall running = call;
        if (running != null && !paused && reply.congested()) {
            paused = true;
            running.pause();
            reply.onDrained(() -> {
                paused = false;
                running.resume();
            });
        }
    }

    @Override
    public void end() {
        reply.end();
    }

    @Override
    public void failed(Failure failure) {
        LOG.warn("a call to Amp's service failed: {}", failure.message());
        if (begun) {
            reply.breakOff();
        } else if (failure instanceof Failure.TimedOut) {
            AmpAnswer.tell(reply, 504, "amp_upstream_proxy_error", failure.message());
        } else {
            AmpAnswer.tell(reply, 502, "amp_upstream_proxy_error", failure.message() + " (ampcode.upstream-url)");
        }
    }
}
