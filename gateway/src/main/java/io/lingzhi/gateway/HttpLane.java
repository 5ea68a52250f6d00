package io.lingzhi.gateway;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Deadlines;
import io.lingzhi.gateway.config.ErrorRule;
import io.lingzhi.gateway.config.Secret;
import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.provider.ProviderRow;
import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.gateway.upstream.UpstreamBody;
import io.lingzhi.gateway.upstream.UpstreamCall;
import io.lingzhi.gateway.upstream.UpstreamClient;
import io.lingzhi.gateway.upstream.UpstreamRequest;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.protocol.ToolRenames;
import io.lingzhi.llm.protocol.UpstreamReader;
import io.lingzhi.llm.protocol.WireRequest;
import io.lingzhi.llm.sse.SseDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What both lanes over HTTP share: the call itself, and the reading of an answer into events, which fits every client.
 * The pass-through lane replaces the readers whose bytes the client can take as they are.
 */
final class HttpLane {
    /** The longest error body that is read; what follows is not needed to understand the error. */
    private static final int MAX_ERROR_BYTES = 64 * 1024;
    /** Shorter values of keys and headers stand in texts by chance. */
    private static final int MIN_SECRET_BYTES = 8;

    private final UpstreamClient client;
    private final Target target;
    private final ProviderRow row;
    private final UpstreamReader reader;
    private final Config config;
    private final AliasInAnswers naming;

    HttpLane(UpstreamClient client, Target target, ProviderRow row, UpstreamReader reader, Config config) {
        this(client, target, row, reader, config, AliasInAnswers.NONE);
    }

    private HttpLane(
            UpstreamClient client,
            Target target,
            ProviderRow row,
            UpstreamReader reader,
            Config config,
            AliasInAnswers naming) {
        this.naming = naming;
        this.client = client;
        this.target = target;
        this.row = row;
        this.reader = reader;
        this.config = config;
    }

    /** The same, with answers that name the model so. */
    HttpLane naming(AliasInAnswers other) {
        return new HttpLane(client, target, row, reader, config, other);
    }

    AliasInAnswers naming() {
        return naming;
    }

    ProviderRow row() {
        return row;
    }

    Config.Limits limits() {
        return config.limits();
    }

    Cancellable send(
            WireRequest wire, Attempt attempt, HeadSwitch.Readers readers, Lane.End end, Backpressure pressure) {
        Outgoing whole = new Outgoing(wire.path(), wire.headers(), new UpstreamBody.Whole(wire.body()));
        return send(whole, attempt, readers, end, pressure);
    }

    /** What is sent: as a {@link WireRequest}, but the body may still be arriving. */
    record Outgoing(String path, Map<String, String> headers, UpstreamBody body) {}

    Cancellable send(Outgoing out, Attempt attempt, HeadSwitch.Readers readers, Lane.End end, Backpressure pressure) {
        boolean streamed = "text/event-stream".equals(out.headers().get("accept"));
        Deadlines deadlines =
                config.deadlines().with(target.provider().conduct().deadlines());
        UpstreamCall call = client.call(
                new UpstreamRequest(
                        row.url(out.path()),
                        headers(out.headers()),
                        out.body(),
                        target.credential().proxyUrl(),
                        streamed ? deadlines : deadlines.untilWhole()),
                new HeadSwitch(attempt, readers, end));
        attempt.carriedBy(call);
        pressure.governs(call);
        return call;
    }

    /** The protocol's headers, then the credential, then the configured ones, which override. Names in lower case. */
    private Map<String, Secret> headers(Map<String, String> ofProtocol) {
        Map<String, Secret> headers = new HashMap<>();
        headers.put("content-type", new Secret("application/json"));
        headers.put("user-agent", new Secret("lingzhi"));
        ofProtocol.forEach((name, value) -> headers.put(name, new Secret(value)));
        target.credential()
                .key()
                .ifPresent(key -> headers.put(
                        row.keyHeader().header(), new Secret(row.keyHeader().value(key.reveal()))));
        target.provider()
                .headers()
                .forEach((name, value) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), value));
        return headers;
    }

    /** An error's body without our own key and headers, which some upstreams echo. */
    private byte[] withoutSecrets(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1); // keeps every byte as it is
        for (Secret secret : secrets()) {
            byte[] value = secret.reveal().getBytes(StandardCharsets.UTF_8);
            if (value.length >= MIN_SECRET_BYTES) {
                text = text.replace(new String(value, StandardCharsets.ISO_8859_1), "[redacted]");
            }
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private List<Secret> secrets() {
        List<Secret> secrets = new ArrayList<>(target.provider().headers().values());
        target.credential().key().ifPresent(secrets::add);
        return secrets;
    }

    SseDecoder newFrames() {
        return new SseDecoder(config.limits().frameBytes());
    }

    StreamDecoder newDecoder() {
        return reader.newStreamDecoder(row.dialect());
    }

    UpstreamReader reader() {
        return reader;
    }

    /** Readers that turn every answer into events. */
    HeadSwitch.Readers eventReaders(Attempt attempt, Delivery delivery, Lane.End end, Backpressure pressure) {
        return eventReaders(attempt, delivery, end, pressure, ToolRenames.NONE);
    }

    /** The same, for a question whose tools were renamed. */
    HeadSwitch.Readers eventReaders(
            Attempt attempt, Delivery delivery, Lane.End end, Backpressure pressure, ToolRenames renames) {
        EventFlow flow = new EventFlow(attempt, delivery, end, naming, renames);
        return new HeadSwitch.Readers() {
            @Override
            public HeadSwitch.BodyReader error(int status, Map<String, String> headers) {
                return new TruncatedBody(
                        MAX_ERROR_BYTES,
                        body -> {
                            ErrorRule.first(target.provider().conduct().errorRules(), status, body)
                                    .ifPresent(attempt::ruled);
                            end.failed(reader.decodeFailure(status, headers, withoutSecrets(body)));
                        },
                        end::failed);
            }

            @Override
            public HeadSwitch.BodyReader stream(Map<String, String> headers) {
                return new EventStreamBody(newFrames(), newDecoder(), flow, pressure);
            }

            @Override
            public HeadSwitch.BodyReader whole(Map<String, String> headers) {
                return new WholeBody(
                        config.limits().responseBytes(),
                        body -> flow.accept(reader.decodeResponse(body, row.dialect())),
                        flow::fail);
            }
        };
    }
}
