package io.lingzhi.gateway;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamEncoder;

/** A request that another model answers than the one that it names. */
record Renamed(Asked asked, ModelId model) implements Asked {
    @Override
    public Peek peek() {
        return asked.peek().of(model);
    }

    @Override
    public ChatRequest request() throws RejectedException {
        return asked.request().withModel(model);
    }

    @Override
    public void requireTranslatable() throws RejectedException {
        asked.requireTranslatable();
    }

    @Override
    public boolean relayable() {
        return asked.relayable();
    }

    @Override
    public StreamEncoder newStreamEncoder() {
        return asked.newStreamEncoder();
    }

    @Override
    public String streamType() {
        return asked.streamType();
    }

    @Override
    public byte[] keepAlive() {
        return asked.keepAlive();
    }

    @Override
    public byte[] encodeResponse(ChatResponse response) {
        return asked.encodeResponse(response);
    }
}
