package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Citation;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a piece of a text comes from. Only sources with an address are told: web pages and search results, not the
 * client's own documents.
 */
final class CitationBlock {
    /**
     * Stands in the place of Anthropic's own index where another upstream gave the source. It looks like a foreign
     * signature, so that a conversation that holds it is not relayed as it is.
     */
    private static final String NO_INDEX = Signature.ENVELOPE + "none";

    private CitationBlock() {}

    static Optional<Citation> decode(JsonValue.Obj citation) {
        return citation.string("url")
                .or(() -> citation.string("source"))
                .filter(address -> !address.isEmpty())
                .map(address -> new Citation(
                        address,
                        citation.string("title").filter(title -> !title.isEmpty()),
                        citation.string("cited_text").filter(text -> !text.isEmpty())));
    }

    static JsonValue.Obj encode(Citation citation) {
        return Json.object()
                .put("type", "web_search_result_location")
                .put("cited_text", citation.quoted().orElse(""))
                .put("url", citation.url())
                .put("title", ResponseEncoder.orNull(citation.title()))
                .put("encrypted_index", NO_INDEX)
                .build();
    }

    /** The members of a text block without the citations that {@link #encode} wrote, which no upstream would accept. */
    static JsonValue.Obj withoutOwn(JsonValue.Obj members) {
        List<JsonValue> others = members.list("citations").stream()
                .filter(item -> !(item instanceof JsonValue.Obj citation
                        && citation.string("encrypted_index", "").equals(NO_INDEX)))
                .toList();
        return others.isEmpty()
                ? OtherMembers.of(members, Set.of("citations"))
                : members.with("citations", new JsonValue.Arr(others));
    }
}
