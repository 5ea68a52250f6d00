package io.lingzhi.gateway.amp;

import io.lingzhi.gateway.config.Ampcode;
import io.lingzhi.gateway.route.ModelName;
import io.lingzhi.gateway.route.Resolution;
import io.lingzhi.gateway.route.RouteTable;
import io.lingzhi.llm.ModelId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of the model that an Amp client asks for: a pure function of one configuration. */
record ModelMappings(Ampcode settings, RouteTable routes) {
    private static final Logger LOG = LoggerFactory.getLogger(ModelMappings.class);

    /** Where a model leads. */
    sealed interface Way {
        /** It is served here under its own name. */
        record Here() implements Way {}

        /** Another model of this gateway answers. */
        record Instead(ModelId model) implements Way {}

        /** Nobody here serves it. */
        record Nowhere() implements Way {}
    }

    Way of(ModelId asked) {
        boolean served = served(asked.value());
        if (served && !settings.force()) {
            return new Way.Here();
        }
        Optional<Way> instead = mapped(asked.value()).map(Way.Instead::new);
        return instead.orElseGet(() -> served ? new Way.Here() : new Way.Nowhere());
    }

    /**
     * The first mapping that fits and whose model is served. The asked wish for thinking stays if it has none itself.
     */
    private Optional<ModelId> mapped(String asked) {
        ModelName name = ModelName.of(asked);
        String wish = asked.substring(name.base().length());
        return settings.mappings().stream()
                .filter(mapping -> fits(mapping, name.base()))
                .findFirst()
                .map(Ampcode.Mapping::to)
                .filter(this::served)
                .map(to -> ModelName.of(to).base().equals(to) ? to + wish : to)
                .filter(to -> to.length() <= ModelId.MAX_LENGTH)
                .map(ModelId::new);
    }

    private static boolean fits(Ampcode.Mapping mapping, String name) {
        try {
            return mapping.from().matcher(new MeteredText(name)).find();
        } catch (MeteredText.ExhaustedException e) {
            LOG.warn("a pattern of ampcode.model-mappings takes too long and counts as not fitting: make it simpler");
            return false;
        }
    }

    private boolean served(String name) {
        return leadsSomewhere(name) || leadsSomewhere(ModelName.of(name).base());
    }

    private boolean leadsSomewhere(String name) {
        return switch (routes.resolve(name)) {
            case Resolution.Served _, Resolution.Local _ -> true;
            case Resolution.Unserved _, Resolution.Unknown _ -> false;
        };
    }
}
