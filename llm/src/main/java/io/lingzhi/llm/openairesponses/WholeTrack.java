package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.function.Consumer;

/** An item that only this protocol can say, such as a search of the web. It is told whole, once it is done. */
final class WholeTrack implements ItemTrack {
    private final Consumer<StreamEvent> out;

    WholeTrack(Consumer<StreamEvent> out) {
        this.out = out;
    }

    @Override
    public void accept(String type, JsonValue.Obj event) {}

    @Override
    public void finish(JsonValue.Obj item) {
        if (item.has("type")) {
            out.accept(new StreamEvent.PartStarted(new PartHead.Opaque(Protocol.OPENAI_RESPONSES, item)));
            out.accept(new StreamEvent.PartFinished());
        }
    }
}
