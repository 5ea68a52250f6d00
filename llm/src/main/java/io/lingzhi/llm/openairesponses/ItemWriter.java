package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Citation;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.JsonValue;

/**
 * Writes one output item, event by event. The item ends when another part begins, or the answer: only then its end is
 * told.
 */
interface ItemWriter {
    /** Whether a part of this kind goes on within this item. */
    boolean takes(PartHead head);

    /** A part begins. */
    void start(PartHead head);

    /** A piece of the part's text or arguments. */
    void delta(String fragment);

    /** A source of the text. */
    default void cite(Citation citation) {}

    /** The thought's signature. */
    default void sign(Signature signature) {}

    /** The part ends. */
    void finish();

    /** The item in its final form. */
    JsonValue.Obj item(String status);
}
