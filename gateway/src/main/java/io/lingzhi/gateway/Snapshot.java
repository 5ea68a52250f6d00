package io.lingzhi.gateway;

import io.lingzhi.gateway.access.ClientKeys;
import io.lingzhi.gateway.config.BudgetLimits;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.money.Allowance;
import io.lingzhi.gateway.money.PriceTable;
import io.lingzhi.gateway.money.Prices;
import io.lingzhi.gateway.route.RouteTable;
import java.util.HashMap;
import java.util.Map;

/** One configuration with all that is worked out from it beforehand. A request takes it once. */
public record Snapshot(Config config, ClientKeys keys, RouteTable routes, Prices prices, Allowance allowance) {

    /**
     * @param localModels names that the process serves itself, to the model behind each
     * @param prices those that the configuration says nothing else about
     */
    public static Snapshot of(Config config, Map<String, String> localModels, PriceTable prices) {
        return new Snapshot(
                config,
                new ClientKeys(config.access().keys()),
                RouteTable.of(config, localModels),
                new Prices(config.money().pricing(), prices),
                allowance(config.money().limits()));
    }

    private static Allowance allowance(BudgetLimits limits) {
        Map<String, BudgetLimits.Limits> byKeyId = new HashMap<>();
        limits.ofKey().forEach((key, own) -> byKeyId.put(ClientKeys.keyId(key.reveal()), own));
        return new Allowance(limits, byKeyId);
    }
}
