package io.lingzhi.bench.simulator;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.util.Optional;

/**
 * One event of a stream.
 *
 * @param event its name, where the protocol names events
 * @param token whether it bears a piece of the answer's text
 */
record Frame(Optional<String> event, String data, boolean token) {

    static Frame of(String data) {
        return new Frame(Optional.empty(), data, false);
    }

    static Frame of(Obj data) {
        return of(Json.text(data));
    }

    static Frame token(Obj data) {
        return new Frame(Optional.empty(), Json.text(data), true);
    }

    Frame named(String name) {
        return new Frame(Optional.of(name), data, token);
    }

    /** The same event with half of its data, which is no JSON text any more. */
    Frame broken() {
        return new Frame(event, data.substring(0, data.length() / 2), token);
    }
}
