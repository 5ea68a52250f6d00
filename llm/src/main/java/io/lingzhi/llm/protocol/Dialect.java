package io.lingzhi.llm.protocol;

import java.util.EnumSet;
import java.util.Set;

/** How one provider's reading of a protocol differs from the specification, as a set of named quirks. */
public record Dialect(Set<Quirk> quirks) {
    /** The protocol as specified. */
    public static final Dialect PLAIN = new Dialect(Set.of());

    public Dialect {
        quirks = Set.copyOf(quirks);
    }

    public static Dialect of(Quirk first, Quirk... rest) {
        return new Dialect(EnumSet.of(first, rest));
    }

    public boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }

    /** A named difference from a protocol's specification. */
    public enum Quirk {
        /** The upstream wants {@code max_completion_tokens}; the many that do not know it read {@code max_tokens}. */
        MAX_COMPLETION_TOKENS,
        /** The upstream refuses {@code stream_options}. */
        NO_STREAM_OPTIONS,
        /** The upstream reads {@code top_k}, which is no field of the specification; others may refuse it. */
        TOP_K,
        /** The model refuses {@code temperature}, {@code top_p} and {@code top_k} other than its own. */
        NO_SAMPLING,
        /** The upstream takes tools of type {@code custom}, whose input is free text; others get them as functions. */
        CUSTOM_TOOLS,
        /** The upstream wants Gemini's thought signatures back, beside the calls that it gave them with. */
        CALL_SIGNATURES,
        /** The upstream reads {@code cache_control} on parts and tools. */
        CACHE_CONTROL,
        /** The upstream takes videos as parts of type {@code video_url}. */
        VIDEO_URL,
        /** The upstream reads documents from their URLs. */
        FILE_URL,
        /** The upstream demands {@code reasoning_content} back, if only empty, with every turn that made tool calls. */
        REASONING_ROUND_TRIP,
        /** The upstream demands that this {@code reasoning_content} says something. */
        REASONING_NEVER_EMPTY,
        /** The model reads no images; a note stands in for them. */
        NO_IMAGES,
        /** The upstream refuses {@code reasoning_effort}. */
        NO_REASONING_EFFORT,
        /** The upstream reads {@code enable_thinking} and {@code thinking_budget} instead of an effort. */
        THINKING_SWITCH,
        /** The upstream switches thinking by {@code thinking: {"type": "enabled" or "disabled"}}. */
        THINKING_TYPE,
        /** The upstream reads the effort inside that object, and no {@code reasoning_effort}. */
        THINKING_EFFORT_INSIDE,
        /** The upstream reads {@code reasoning: {effort, max_tokens, enabled, exclude}} instead of an effort. */
        REASONING_OBJECT,
        /** The upstream takes the amount of thinking as a level ({@code thinkingLevel}), not as a budget of tokens. */
        THINKING_LEVELS,
        /** The upstream reads only a small part of JSON Schema in a tool's parameters, and refuses the rest. */
        SCHEMA_SUBSET,
        /** The upstream refuses a turn whose first tool call has no thought signature. */
        NEEDS_THOUGHT_SIGNATURES,
        /** The upstream refuses a thinking budget: its models choose how much to think, guided by an effort at most. */
        ADAPTIVE_THINKING,
        /** The upstream takes, and may demand, earlier thinking that nobody signed. */
        UNSIGNED_THINKING,
        /** The upstream goes on from an assistant's text that stands last, as from the beginning of its answer. */
        PREFILL
    }
}
