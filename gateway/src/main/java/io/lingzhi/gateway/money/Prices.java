package io.lingzhi.gateway.money;

import io.lingzhi.gateway.config.Pricing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What models cost by the operator's own prices, and else by the shipped table. A model that neither knows has no
 * price: that is unknown, never zero.
 *
 * <p>Made once for a configuration; any thread. Its memory of lookups is bounded by the configuration's models, since
 * only those are asked for.
 */
public final class Prices {
    private static final String OWN = "config";

    private final Pricing own;
    private final PriceTable shipped;
    private final Map<Key, Optional<Price>> found = new ConcurrentHashMap<>();

    private record Key(List<String> providers, String model) {}

    public Prices(Pricing own, PriceTable shipped) {
        this.own = own;
        this.shipped = shipped;
    }

    /**
     * The price of a model.
     *
     * @param providers names by which the provider may be listed, best first
     * @param model the provider's own name of it
     */
    public Optional<Price> find(List<String> providers, String model) {
        return found.computeIfAbsent(new Key(providers, model), this::look);
    }

    private Optional<Price> look(Key key) {
        return own(key).or(() -> key.providers().stream()
                .flatMap(provider -> shipped.find(provider, key.model()).stream())
                .findFirst());
    }

    private Optional<Price> own(Key key) {
        List<Price.Line> lines = own.rows().stream()
                .filter(row -> row.provider().map(key.providers()::contains).orElse(true))
                .filter(row -> ModelPattern.of(row.model()).test(key.model()))
                .map(row -> new Price.Line(new Price.When.Always(), row.above(), rates(row)))
                .toList();
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Price(lines, OWN));
    }

    private static Rates rates(Pricing.Row row) {
        return Rates.of(new Rates.Published(
                row.input(), row.output(), row.cacheRead(), row.cacheWrite(), row.cacheWriteLong(), row.reasoning()));
    }
}
