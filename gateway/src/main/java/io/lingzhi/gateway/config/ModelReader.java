package io.lingzhi.gateway.config;

import io.lingzhi.gateway.config.Config.Model;
import io.lingzhi.gateway.config.Config.ProviderKind;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.ThinkingLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the models of one provider entry. */
final class ModelReader {
    private final Reading reading;
    private final ProviderKind kind;

    ModelReader(Reading reading, ProviderKind kind) {
        this.reading = reading;
        this.kind = kind;
    }

    List<Model> read(Section provider) {
        List<Model> models = new ArrayList<>();
        for (Section each : provider.sections("models")) {
            String name = each.value("name", ValueType.modelName(), "");
            String alias = each.optional("alias", ValueType.modelName()).orElse(name);
            ModelTraits traits = traits(each);
            InactiveKeys.readModel(each.inactive());
            if (!name.isEmpty()) {
                models.add(new Model(name, alias, traits));
            } else if (kind == ProviderKind.VERTEX && alias.isEmpty()) {
                reading.warn(each.place(), each.path(), Wording.EMPTY_ITEM);
            } else {
                Object longest = ModelId.MAX_LENGTH;
                String nothing = reading.say(Wording.FOUND_NOTHING);
                reading.problem(each.place("name"), each.path("name"), nothing, Wording.EXPECTED_MODEL, longest);
            }
        }
        return models;
    }

    private ModelTraits traits(Section model) {
        Optional<String> displayName = model.optional("display-name", ValueType.text());
        int context = model.value("max-context-length", tokens(), 0);
        boolean forced = model.value("force-mapping", ValueType.flag(), false);
        Optional<ThinkingLimits> thinking = thinking(model);
        boolean open = kind == ProviderKind.OPENAI_COMPATIBILITY;
        boolean image = open && model.value("image", ValueType.flag(), false);
        List<String> reads = open ? words(model, "input-modalities") : List.of();
        List<String> writes = open ? words(model, "output-modalities") : List.of();
        return new ModelTraits(
                displayName,
                Optional.of(context).filter(size -> size > 0),
                forced,
                thinking,
                reads,
                image && writes.isEmpty() ? List.of("image") : writes);
    }

    /** A section that names neither budget nor level says that the model does not think. */
    private static Optional<ThinkingLimits> thinking(Section model) {
        boolean said = model.has("thinking");
        Section thinking = model.section("thinking");
        int min = thinking.value("min", tokens(), 0);
        int max = thinking.value("max", tokens(), 0);
        ThinkingLimits limits = new ThinkingLimits(
                Math.min(min, max),
                max,
                words(thinking, "levels"),
                thinking.value("zero-allowed", ValueType.flag(), false),
                thinking.value("dynamic-allowed", ValueType.flag(), false));
        return said ? Optional.of(limits) : Optional.empty();
    }

    private static List<String> words(Section section, String name) {
        return section.list(name, ValueType.text(), List.of()).stream()
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static ValueType<Integer> tokens() {
        return ValueType.integer(0, Integer.MAX_VALUE, "tokens");
    }
}
