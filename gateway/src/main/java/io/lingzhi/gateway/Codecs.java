package io.lingzhi.gateway;

import io.lingzhi.llm.protocol.Outbound;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.Protocol;
import java.util.Map;

/** The protocols that upstreams can be spoken to in. */
public record Codecs(Map<Protocol, Outbound> outbound, Map<Protocol, PassThrough> passThrough) {
    public Codecs {
        outbound = Map.copyOf(outbound);
        passThrough = Map.copyOf(passThrough);
    }
}
