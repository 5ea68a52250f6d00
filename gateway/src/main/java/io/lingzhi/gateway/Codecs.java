package io.lingzhi.gateway;

import io.lingzhi.llm.protocol.Outbound;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.Protocol;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The protocols that upstreams can be spoken to in. */
public record Codecs(Map<Protocol, Outbound> outbound, Map<Protocol, PassThrough> passThrough) {
    public Codecs {
        outbound = Map.copyOf(outbound);
        passThrough = Map.copyOf(passThrough);
    }

    /** One of each for each protocol. */
    public Codecs(List<Outbound> outbound, List<PassThrough> passThrough) {
        this(
                outbound.stream().collect(Collectors.toMap(Outbound::protocol, Function.identity())),
                passThrough.stream().collect(Collectors.toMap(PassThrough::protocol, Function.identity())));
    }
}
