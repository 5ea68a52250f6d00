package io.lingzhi.gateway;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.money.Price;
import io.lingzhi.gateway.money.Prices;
import io.lingzhi.gateway.provider.Providers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the models of configured providers cost: by the provider that an entry is known to be, else by its name. */
record Tariff(Providers providers, Prices prices) {
    Optional<Price> of(Config.Provider provider, String upstreamModel) {
        List<String> names = new ArrayList<>();
        providers.id(provider).ifPresent(names::add);
        names.add(provider.name().toLowerCase(Locale.ROOT));
        return prices.find(names, upstreamModel);
    }
}
