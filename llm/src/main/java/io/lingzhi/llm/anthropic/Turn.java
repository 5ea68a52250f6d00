package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The blocks of one turn, or of another list of content. Tool results come first, as an upstream demands it, and tool
 * calls last; the rest keeps its order. Used by one thread at a time.
 */
final class Turn {
    private final Map<String, ObjectBuilder> results = new LinkedHashMap<>();
    private final List<ObjectBuilder> content = new ArrayList<>();
    private final List<ObjectBuilder> calls = new ArrayList<>();
    private final ObjectBuilder members = Json.object();
    private Optional<ObjectBuilder> latest = Optional.empty();
    private Optional<ObjectBuilder> markable = Optional.empty();

    void add(ObjectBuilder block) {
        content.add(block);
        remember(block);
    }

    /** Adds a block that cannot bear a cache mark. */
    void addUnmarkable(ObjectBuilder block) {
        content.add(block);
        latest = Optional.of(block);
    }

    void addCall(ObjectBuilder block) {
        calls.add(block);
        remember(block);
    }

    /** Adds the result of a call. A second one takes the place of the first, which is told by the answer. */
    boolean addResult(String callId, ObjectBuilder block) {
        boolean first = results.put(callId, block) == null;
        remember(block);
        return first;
    }

    /** Notes that a part gave no block, so that what follows it belongs to none. */
    void skip() {
        latest = Optional.empty();
    }

    /** The block of the part before, which further members belong to. */
    Optional<ObjectBuilder> latest() {
        return latest;
    }

    /** The last block that can bear a cache mark. */
    Optional<ObjectBuilder> markable() {
        return markable;
    }

    /** The members of the message besides role and content. */
    ObjectBuilder members() {
        return members;
    }

    List<JsonValue> blocks() {
        List<JsonValue> blocks = new ArrayList<>();
        results.values().forEach(block -> blocks.add(block.build()));
        content.forEach(block -> blocks.add(block.build()));
        calls.forEach(block -> blocks.add(block.build()));
        return blocks;
    }

    private void remember(ObjectBuilder block) {
        latest = Optional.of(block);
        markable = latest;
    }
}
