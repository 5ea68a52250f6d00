package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.Optional;

/**
 * The {@code usage} object. Its input tokens are those that were neither read from a cache nor written into one; its
 * output tokens include thinking.
 */
final class MessageUsage {
    private static final String INPUT = "input_tokens";
    private static final String OUTPUT = "output_tokens";
    private static final String READ = "cache_read_input_tokens";
    private static final String WRITTEN = "cache_creation_input_tokens";
    private static final String WRITTEN_SPLIT = "cache_creation";
    private static final String SHORT = "ephemeral_5m_input_tokens";
    private static final String LONG = "ephemeral_1h_input_tokens";
    private static final String OUTPUT_SPLIT = "output_tokens_details";
    private static final String THINKING = "thinking_tokens";

    private MessageUsage() {}

    /** Both reports in one: counts grow, so a later one counts unless it is nothing. */
    static JsonValue.Obj merged(JsonValue.Obj earlier, JsonValue.Obj later) {
        ObjectBuilder merged = Json.object();
        earlier.members().forEach(merged::put);
        later.members().forEach((name, value) -> {
            if (value instanceof JsonValue.Obj inner) {
                merged.put(name, merged(earlier.object(name), inner));
            } else if (saysMore(value) || !earlier.has(name)) {
                merged.put(name, value);
            }
        });
        return merged.build();
    }

    private static boolean saysMore(JsonValue value) {
        return value instanceof JsonValue.Num number
                && number.asLong().filter(count -> count > 0).isPresent();
    }

    static Usage decode(JsonValue.Obj usage) {
        JsonValue.Obj split = usage.object(WRITTEN_SPLIT);
        long lasting = count(split, LONG).orElse(0L);
        long read = count(usage, READ).orElse(0L);
        long written = Math.max(
                count(usage, WRITTEN).orElse(0L), lasting + count(split, SHORT).orElse(0L));
        return new Usage(
                count(usage, INPUT).orElse(0L) + read + written,
                count(usage, OUTPUT).orElse(0L),
                read,
                written,
                lasting,
                count(usage.object(OUTPUT_SPLIT), THINKING).orElse(0L));
    }

    static JsonValue.Obj encode(Usage usage) {
        ObjectBuilder encoded = Json.object()
                .put(INPUT, Math.max(0, usage.input() - usage.cacheRead() - usage.cacheWrite()))
                .put(WRITTEN, usage.cacheWrite())
                .put(READ, usage.cacheRead())
                .put(
                        WRITTEN_SPLIT,
                        Json.object()
                                .put(SHORT, Math.max(0, usage.cacheWrite() - usage.cacheWriteLong()))
                                .put(LONG, usage.cacheWriteLong())
                                .build())
                .put(OUTPUT, usage.output());
        if (usage.reasoning() > 0) {
            encoded.put(
                    OUTPUT_SPLIT, Json.object().put(THINKING, usage.reasoning()).build());
        }
        return encoded.build();
    }

    private static Optional<Long> count(JsonValue.Obj object, String name) {
        return object.integer(name).filter(count -> count >= 0);
    }
}
