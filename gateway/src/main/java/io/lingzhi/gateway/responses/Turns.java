package io.lingzhi.gateway.responses;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.openairesponses.PreviousResponse;
import io.lingzhi.llm.openairesponses.StoredResponse;
import io.lingzhi.llm.openairesponses.TurnMerge;
import io.lingzhi.llm.protocol.RejectedException;
import java.util.Optional;
import java.util.function.Function;

/** What one connection has said so far: makes its messages, which tell only what is new, into whole requests. */
final class Turns {
    private final Function<String, Optional<StoredResponse>> kept;
    private Optional<TurnMerge.Turn> last = Optional.empty();

    /** @param kept the client's answers that are kept beyond a connection, by id */
    Turns(Function<String, Optional<StoredResponse>> kept) {
        this.kept = kept;
    }

    /** The request that a message stands for. */
    JsonValue.Obj request(JsonValue.Obj message) throws RejectedException {
        Optional<String> previous = TurnMerge.previous(message);
        boolean ofAnotherConnection = previous.isPresent()
                && last.filter(turn -> turn.responseId().equals(previous.get())).isEmpty();
        if (ofAnotherConnection) {
            Optional<StoredResponse> earlier = kept.apply(previous.get());
            if (earlier.isPresent()) {
                return TurnMerge.first(whole(message, earlier.get()));
            }
        }
        return last.isPresent() ? TurnMerge.next(message, last.get()) : TurnMerge.first(message);
    }

    private static JsonValue.Obj whole(JsonValue.Obj message, StoredResponse earlier) throws RejectedException {
        try {
            return Json.parseObject(PreviousResponse.whole(Json.bytes(message), earlier));
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("what was just written can be read", e);
        }
    }

    /** The request was answered so. */
    void answered(JsonValue.Obj request, JsonValue.Obj response) {
        last = Optional.of(new TurnMerge.Turn(request, response.list("output"), response.string("id", "")));
    }
}
