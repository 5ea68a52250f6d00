package io.lingzhi.llm.protocol;

import java.util.Optional;
import java.util.function.Function;

/**
 * A client's request as its protocol needs to see it.
 *
 * @param path the URL's path, since some protocols name the model there
 * @param query the value of a query parameter by its name
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of one hop, never compared
public record WireCall(String path, Function<String, Optional<String>> query, byte[] body) {
    /** A request whose body says everything. */
    public static WireCall of(byte[] body) {
        return new WireCall("", name -> Optional.empty(), body);
    }
}
