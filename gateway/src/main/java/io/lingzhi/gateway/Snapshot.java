package io.lingzhi.gateway;

import io.lingzhi.gateway.access.ClientKeys;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.route.RouteTable;
import java.util.Map;

/** One configuration with all that is worked out from it beforehand. A request takes it once. */
public record Snapshot(Config config, ClientKeys keys, RouteTable routes) {

    /** @param localModels names that the process serves itself, to the model behind each */
    public static Snapshot of(Config config, Map<String, String> localModels) {
        return new Snapshot(config, new ClientKeys(config.access().keys()), RouteTable.of(config, localModels));
    }
}
