package io.lingzhi.llm;

import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.List;
import java.util.Optional;

/** Something that the model may call. */
public sealed interface Tool {

    /**
     * A function of the client's.
     *
     * @param schema the JSON Schema of its arguments, an object, as the client wrote it
     * @param cached a wish to cache everything up to and with this tool
     */
    record Function(
            String name,
            Optional<String> description,
            JsonValue.Obj schema,
            boolean strict,
            Optional<Part.CacheMark> cached)
            implements Tool {
        public Function(String name, Optional<String> description, JsonValue.Obj schema, boolean strict) {
            this(name, description, schema, strict, Optional.empty());
        }
    }

    /**
     * A tool of the client's that takes free text instead of JSON.
     *
     * @param format what the text must look like, such as a grammar, in OpenAI's form
     */
    record Custom(String name, Optional<String> description, Optional<JsonValue.Obj> format) implements Tool {}

    /**
     * A search of the web that the upstream does by itself.
     *
     * @param location where the user is, in the form of OpenAI and Anthropic: type, city, region, country, timezone
     */
    record WebSearch(
            Optional<Integer> maxUses,
            List<String> allowedDomains,
            List<String> blockedDomains,
            Optional<JsonValue.Obj> location)
            implements Tool {
        public WebSearch {
            allowedDomains = List.copyOf(allowedDomains);
            blockedDomains = List.copyOf(blockedDomains);
        }
    }

    /** A tool that only {@code protocol} can say; it is carried to that protocol and to no other. */
    record Opaque(Protocol protocol, JsonValue.Obj json) implements Tool {}
}
