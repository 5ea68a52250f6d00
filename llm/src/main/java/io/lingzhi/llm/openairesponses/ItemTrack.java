package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.json.JsonValue;

/** One output item on its way: what its events and its final form say, told as parts. */
interface ItemTrack {
    /** Takes one of the item's own events, such as {@code response.output_text.delta}. */
    void accept(String type, JsonValue.Obj event);

    /**
     * Ends the item; {@code item} is its final form, empty if the upstream gave none. What was not told yet is told
     * now.
     */
    void finish(JsonValue.Obj item) throws BrokenAnswerException;
}
