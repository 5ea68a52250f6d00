package io.lingzhi.assistant.remote;

import io.lingzhi.llm.Caller;
import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatStream;
import io.lingzhi.llm.openaichat.ChatOutbound;
import io.lingzhi.llm.protocol.Dialect;
import java.net.http.HttpRequest;
import java.util.function.LongSupplier;

/** Chat models behind a gateway in another process. What it refuses is learned by asking. */
public final class RemoteChat implements ChatClient {
    private final RemoteGateway gateway;
    private final LongSupplier nanoTime;
    private final ChatOutbound wire = new ChatOutbound();

    public RemoteChat(RemoteGateway gateway, LongSupplier nanoTime) {
        this.gateway = gateway;
        this.nanoTime = nanoTime;
    }

    @Override
    public ChatStream open(ChatRequest request, Caller caller) {
        byte[] body = wire.encodeRequest(request, Dialect.PLAIN).request().body();
        HttpRequest asking = gateway.post("/chat/completions", body, caller);
        return new RemoteAnswer(gateway, asking, wire, nanoTime);
    }
}
